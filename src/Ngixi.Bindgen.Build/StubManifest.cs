namespace Ngixi.Bindgen.Build;

/// <summary>
/// Where the last build wrote: a file with a line for each stub, and beside it one with a line for each folder. They lie with the
/// project's intermediate files, and their time tells MSBuild whether the stubs are up to date.
/// </summary>
internal sealed class StubManifest(IReadOnlyList<GuestDirectory> folders, IReadOnlyList<string> files)
{
    /// <summary>Ends the name of the file of the folders, after that of the stubs.</summary>
    private const string FoldersSuffix = ".folders";

    public IReadOnlyList<GuestDirectory> Folders { get; } = folders;

    /// <summary>Reads what the last build wrote; nothing after a clean.</summary>
    public static StubManifest Read(string path) =>
        new([.. LinesOf(path + FoldersSuffix).Select(ParseFolder).OfType<GuestDirectory>()], LinesOf(path));

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path + FoldersSuffix, string.Concat(Folders.Select(folder => $"{folder.Assembly}|{folder.Path}\n")));
        File.WriteAllText(path, string.Join("\n", files) + "\n");
    }

    /// <summary>A line of the assembly's name and the folder.</summary>
    private static GuestDirectory? ParseFolder(string line) =>
        line.IndexOf('|') is >= 0 and int bar ? new GuestDirectory(line.Substring(bar + 1), line.Substring(0, bar)) : null;

    private static string[] LinesOf(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
