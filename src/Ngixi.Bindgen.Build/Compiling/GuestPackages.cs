using System.Security.Cryptography;

namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>The packages of a guest, as npm installs those that its lock file names.</summary>
internal sealed class GuestPackages(GuestProject project, GuestTools tools)
{
    private const string LibraryPrefix = "~lib/";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private string Installed => Path.Combine(project.Folder, "node_modules");

    private string AssemblyScript => Path.Combine(Installed, "assemblyscript");

    /// <summary>Gets the program of asc.</summary>
    public string Compiler => Path.Combine(AssemblyScript, "bin", "asc.js");

    /// <summary>Gets whether npm has installed what the lock file names now. Whenever it installs, it writes one of its own.</summary>
    private bool IsInstalled
    {
        get
        {
            string hidden = Path.Combine(Installed, ".package-lock.json");
            return File.Exists(hidden) && File.GetLastWriteTimeUtc(hidden) >= File.GetLastWriteTimeUtc(project.LockFile);
        }
    }

    /// <summary>Installs the packages if the lock file has changed since. Builds of several projects may ask at once.</summary>
    /// <returns>Whether they had to be installed.</returns>
    public bool Install()
    {
        bool isMissing = !IsInstalled;
        if (isMissing)
        {
            using FileStream turn = WaitForTurn();
            isMissing = !IsInstalled;
            if (isMissing)
            {
                InstallAll();
            }
        }

        if (!File.Exists(Compiler))
        {
            throw new StubException(
                "NGXB0019",
                $"The guest '{project.Stated}' has no package assemblyscript. "
                + $"Run 'npm install --save-dev assemblyscript' in {project.Folder}.",
                Path.Combine(project.Folder, "package.json"));
        }

        return isMissing;
    }

    /// <summary>The file that a diagnostic of asc names, relative to the guest or in asc's own library.</summary>
    public string PathOf(string file) => Path.GetFullPath(file.StartsWith(LibraryPrefix, StringComparison.Ordinal)
        ? Path.Combine(AssemblyScript, "std", "assembly", file.Substring(LibraryPrefix.Length))
        : Path.Combine(project.Folder, file));

    private void InstallAll()
    {
        ProgramResult result = tools.RunNpm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        if (result.ExitCode != 0)
        {
            throw new StubException(
                "NGXB0018",
                $"npm could not install the packages of the guest '{project.Stated}': {result.Summary} "
                + $"Run 'npm ci' in {project.Folder} to see all of it.",
                project.LockFile);
        }
    }

    private FileStream WaitForTurn()
    {
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(TextFile.Utf8.GetBytes($"{Environment.UserName}\n{project.Folder}"));
        string file = Path.Combine(Path.GetTempPath(), $"ngixi-guest-{BitConverter.ToString(hash, 0, 8).Replace("-", "")}.lock");
        while (true)
        {
            tools.Cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                Thread.Sleep(Poll);
            }
        }
    }
}
