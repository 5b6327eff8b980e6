namespace Ngixi.Bindgen.Build.Tests;

/// <summary>The files of a folder at one time, with what they say and when they were written.</summary>
internal sealed class FolderState
{
    private readonly SortedDictionary<string, (string Text, DateTime Written)> files = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => files.Keys;

    public static FolderState Of(string folder)
    {
        FolderState state = new();
        foreach (FileInfo file in Files(folder))
        {
            state.files[Path.GetRelativePath(folder, file.FullName)] = (File.ReadAllText(file.FullName), file.LastWriteTimeUtc);
        }

        return state;
    }

    public string TextOf(string name) => files[name].Text;

    /// <summary>
    /// Asserts that these files were written since <paramref name="earlier"/>, and no others, none added and none removed.
    /// </summary>
    public void WrittenSince(FolderState earlier, params string[] names)
    {
        Assert.Equal(earlier.Names, Names);
        Assert.Equal(names, Names.Where(name => files[name].Written != earlier.files[name].Written));
    }

    public void EqualTo(FolderState earlier)
    {
        WrittenSince(earlier);
        Assert.Equal(earlier.files, files);
    }

    public void HasTextsOf(FolderState other) =>
        Assert.Equal(other.files.Select(file => (file.Key, file.Value.Text)), files.Select(file => (file.Key, file.Value.Text)));

    private static IEnumerable<FileInfo> Files(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories) : [];
}
