using Microsoft.Build.Framework;

namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>A guest that the build compiles, as the host's project states it.</summary>
internal sealed class GuestProject
{
    private GuestProject(string stated, string folder, string output, string module, string target, IReadOnlyList<string> entries)
    {
        Stated = stated;
        Folder = folder;
        Output = output;
        Module = module;
        Target = target;
        Entries = entries;
    }

    /// <summary>Gets the folder as the project states it.</summary>
    public string Stated { get; }

    /// <summary>Gets the folder as a full path.</summary>
    public string Folder { get; }

    /// <summary>Gets the path of the module in the host's output.</summary>
    public string Output { get; }

    /// <summary>Gets the file of the module among the intermediate files, as a full path.</summary>
    public string Module { get; }

    public string SourceMap => $"{Module}.map";

    /// <summary>Gets the file that tells what the module was compiled from.</summary>
    public string Stamp => $"{Module}.stamp";

    /// <summary>Gets the target in the guest's <c>asconfig.json</c>.</summary>
    public string Target { get; }

    /// <summary>Gets the entry files beside those of <c>asconfig.json</c>.</summary>
    public IReadOnlyList<string> Entries { get; }

    public string ConfigFile => Path.Combine(Folder, "asconfig.json");

    public string LockFile => Path.Combine(Folder, "package-lock.json");

    /// <summary>Reads an item.</summary>
    /// <exception cref="StubException">The folder is none of a guest, or the output no path of a module.</exception>
    public static GuestProject Read(ITaskItem item, string projectDirectory, string outputDirectory, string configuration)
    {
        string stated = item.ItemSpec.Trim();
        GuestDirectoryName.Check(stated);
        string output = item.GetMetadata("Module").Trim().Replace('\\', '/');
        if (!IsModule(output))
        {
            throw new StubException(
                "NGXB0008",
                $"The guest '{stated}' would be the module '{output}'. Give it a Module that ends with .wasm, in the host's output.");
        }

        string target = item.GetMetadata("AscTarget").Trim();
        GuestProject project = new(
            stated,
            Path.GetFullPath(Path.Combine(projectDirectory, stated.Replace('\\', '/'))),
            output,
            Path.GetFullPath(Path.Combine(projectDirectory, outputDirectory.Replace('\\', '/'), output)),
            target.Length > 0 ? target : configuration.ToLowerInvariant(),
            [.. item.GetMetadata("Entries").Split(';').Select(entry => entry.Trim().Replace('\\', '/')).Where(entry => entry.Length > 0)]);
        project.RequireFiles();
        return project;
    }

    private static bool IsModule(string output) =>
        !Path.IsPathRooted(output)
        && output.Split('/').All(part => part is not (".." or "." or "" or ".wasm"))
        && output.EndsWith(".wasm", StringComparison.Ordinal);

    private void RequireFiles()
    {
        if (!Directory.Exists(Folder))
        {
            throw new StubException(
                "NGXB0019", $"There is no folder of the guest '{Stated}'. Make one by 'dotnet new ngixi-guest'.", Folder);
        }

        Require(Path.Combine(Folder, "package.json"), "Name the package assemblyscript there.");
        Require(LockFile, $"Run 'npm install' in {Folder} and commit the file.");
        Require(ConfigFile, "Write the guest's \"entries\" and \"targets\" there.");
    }

    private void Require(string file, string remedy)
    {
        if (!File.Exists(file))
        {
            throw new StubException("NGXB0019", $"The guest '{Stated}' has no {Path.GetFileName(file)}. {remedy}", file);
        }
    }
}
