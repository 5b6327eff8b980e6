namespace Ngixi.Bindgen.Build;

/// <summary>
/// Where the last build wrote, and a line for each file. It lies with the project's intermediate files, and its time tells
/// MSBuild whether the stubs are up to date.
/// </summary>
internal static class StubManifest
{
    /// <summary>Reads the guest directory of the last build, or null after a clean.</summary>
    public static string? ReadDirectory(string path) => File.Exists(path) ? File.ReadLines(path).FirstOrDefault() : null;

    public static void Write(string path, string directory, IEnumerable<string> files)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, string.Join("\n", new[] { directory }.Concat(files)) + "\n");
    }
}
