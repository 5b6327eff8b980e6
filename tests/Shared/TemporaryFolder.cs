namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>A folder outside the repository, so that none of its settings reach what is built there; gone at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <param name="hasPlainName">Whether its name has no spaces, which the linker of NativeAOT takes for several names.</param>
    public TemporaryFolder(bool hasPlainName = false)
    {
        string name = $"{Guid.NewGuid():N}";
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), hasPlainName ? $"ngixi-{name}" : $"ngixi {name} é東");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string At(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Writes a file, and the folders that it needs.</summary>
    public void Write(string relativePath, string text)
    {
        string file = At(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
