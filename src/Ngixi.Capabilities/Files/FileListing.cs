namespace Ngixi.Capabilities;

/// <summary>Lists of entries whose positions count from the first.</summary>
internal static class FileListing
{
    /// <summary>Adds the entries of a listing from a position on to those of a guest.</summary>
    public static void AddPageTo(this List<FileEntry> listing, IList<FileEntry> entries, long position, int maxEntries)
    {
        for (long i = position; i < listing.Count && i - position < maxEntries; i++)
        {
            entries.Add(listing[(int)i]);
        }
    }
}
