namespace Ngixi.Bindgen.Build;

/// <summary>
/// Where the last build wrote: a file with a line for each folder, and beside it one with a line for each stub. They lie with the
/// project's intermediate files, and their time tells MSBuild whether the stubs are up to date.
/// </summary>
internal sealed class StubManifest(IReadOnlyList<string> folders, IReadOnlyList<string> files)
{
    /// <summary>Ends the name of the file of the folders, after that of the stubs.</summary>
    private const string FoldersSuffix = ".folders";

    public IReadOnlyList<string> Folders { get; } = folders;

    /// <summary>Reads what the last build wrote; nothing after a clean.</summary>
    public static StubManifest Read(string path) => new(LinesOf(path + FoldersSuffix), LinesOf(path));

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path + FoldersSuffix, string.Join("\n", Folders) + "\n");
        File.WriteAllText(path, string.Join("\n", files) + "\n");
    }

    private static string[] LinesOf(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
