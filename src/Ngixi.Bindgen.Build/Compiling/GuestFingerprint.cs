using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>
/// What a module was compiled from, by contents: a checkout that touches files, and a build that writes the same stubs again, change
/// nothing.
/// </summary>
internal sealed class GuestFingerprint(GuestProject project)
{
    private static readonly string[] Sources = [".ts", ".js", ".mjs", ".cjs"];
    private static readonly Regex MapSources = new(@"""sources"":\[(?<names>[^\]]*)\]", RegexOptions.CultureInvariant);
    private static readonly Regex MapSource = new(@"""(?<name>(?:[^""\\]|\\.)*)""", RegexOptions.CultureInvariant);

    /// <summary>Gets whether the module there is was compiled from what the guest is now.</summary>
    public bool IsCurrent =>
        File.Exists(project.Module) && File.Exists(project.SourceMap) && File.Exists(project.Stamp)
        && File.ReadAllText(project.Stamp) == Compute();

    /// <summary>Makes the next build compile the guest again, unless this one comes to its end.</summary>
    public void Forget()
    {
        if (File.Exists(project.Stamp))
        {
            File.Delete(project.Stamp);
        }
    }

    public void Remember() => File.WriteAllText(project.Stamp, Compute());

    private string Compute()
    {
        StringBuilder text = new();
        text.Append(string.Join("\n", GuestCompilation.Arguments(project))).Append('\n');
        using SHA256 sha = SHA256.Create();
        foreach (string file in FilesIn(project.Folder).Concat(FilesElsewhere()).OrderBy(file => file, StringComparer.Ordinal))
        {
            text.Append(BitConverter.ToString(sha.ComputeHash(File.ReadAllBytes(file)))).Append(' ').Append(file).Append('\n');
        }

        return BitConverter.ToString(sha.ComputeHash(TextFile.Utf8.GetBytes(text.ToString())));
    }

    /// <summary>Sources, and what says how they are compiled. Packages are those of the lock file.</summary>
    private IEnumerable<string> FilesIn(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            if (file == project.ConfigFile || file == project.LockFile || Sources.Contains(Path.GetExtension(file)))
            {
                yield return file;
            }
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            if (name == "node_modules" || name[0] == '.' || (File.GetAttributes(inner) & FileAttributes.ReparsePoint) != 0)
            {
                continue;
            }

            foreach (string file in FilesIn(inner))
            {
                yield return file;
            }
        }
    }

    /// <summary>Sources outside the guest's folder, which its modules import by relative paths.</summary>
    private IEnumerable<string> FilesElsewhere()
    {
        if (!File.Exists(project.SourceMap))
        {
            return [];
        }

        string names = MapSources.Match(File.ReadAllText(project.SourceMap)).Groups["names"].Value;
        return MapSource.Matches(names).Cast<Match>()
            .Select(match => Regex.Unescape(match.Groups["name"].Value))
            .Where(name => name.StartsWith("../", StringComparison.Ordinal))
            .Select(name => Path.GetFullPath(Path.Combine(project.Folder, name)))
            .Where(File.Exists);
    }
}
