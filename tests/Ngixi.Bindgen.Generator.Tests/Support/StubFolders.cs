using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Stubs of many guests, which AssemblyScript's compiler checks in one go.</summary>
internal sealed class StubFolders : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly List<string> folders = [];

    public void Add(string name, IReadOnlyDictionary<string, string> stubs)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root.Path, name)).FullName;
        folders.Add(folder);
        foreach ((string path, string text) in stubs)
        {
            File.WriteAllText(Path.Combine(folder, path), text);
        }
    }

    /// <summary>Compiles all in release and debug, and checks how they are formatted.</summary>
    public void Check() => Assert.Equal("", GuestTools.ProblemsOf(folders));

    /// <summary>Compiles all, once, and returns what the compiler says.</summary>
    public IEnumerable<string> Problems() => GuestTools.ProblemsOf(folders, isQuick: true) is { Length: > 0 } problems ? [problems] : [];

    public void Dispose() => root.Dispose();
}
