namespace Ngixi.Bindgen.Build;

/// <summary>
/// What the last build wrote: the guest directory, then a line for each file. It lies with the project's intermediate
/// files, and its time tells MSBuild whether the stubs are up to date.
/// </summary>
internal sealed class StubManifest
{
    private StubManifest(IReadOnlyList<string> files) => Files = files;

    /// <summary>Gets the files, as full paths.</summary>
    public IReadOnlyList<string> Files { get; }

    public static StubManifest Read(string path) => new(File.Exists(path) ? [.. File.ReadAllLines(path).Skip(1)] : []);

    public static void Write(string path, string directory, IEnumerable<string> files)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, string.Join("\n", new[] { directory }.Concat(files)) + "\n");
    }
}
