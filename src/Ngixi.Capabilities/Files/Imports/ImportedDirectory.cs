namespace Ngixi.Capabilities;

/// <summary>An open directory of a guest.</summary>
internal sealed class ImportedDirectory(IGuestDirectory directory) : IOpenDirectory
{
    private const int MaxEntriesOfPage = 1_000;

    public IReadOnlyList<FileEntry> List(long position, int limit)
    {
        List<FileEntry> entries = [];
        FileError error = limit is < 1 or > MaxEntriesOfPage ? FileError.Invalid : directory.List(position, limit, entries);
        return error == FileError.None ? entries : throw FileErrors.ForGuest(error);
    }

    public void Dispose() => directory.Dispose();
}
