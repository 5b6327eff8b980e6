namespace Ngixi.Capabilities;

/// <summary>An open directory. Its paths lead to what is in it, whatever a guest writes into them.</summary>
/// <remarks>
/// A path has <c>/</c> between its names; <c>.</c> and <c>..</c> mean what they always do. One that is absolute, leads above this
/// directory, or over a link that does, is <see cref="FileError.Escapes"/>: also when the rest of it would lead back.
/// </remarks>
public interface IGuestDirectory : IGuestNode
{
    /// <summary>Opens a regular file or a directory. Never blocks.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="opening">How.</param>
    /// <param name="node">An <see cref="IGuestFile"/> or <see cref="IGuestDirectory"/>, which the caller disposes; or null.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError Open(string path, FileOpening opening, out IGuestNode? node);

    /// <summary>Gets what is known of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether a link at its end is followed.</param>
    /// <param name="status">What is known.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError GetStatus(string path, bool follow, out FileStatus status);

    /// <summary>Sets the times of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether a link at its end is followed.</param>
    /// <param name="times">The times.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError SetTimes(string path, bool follow, FileTimes times);

    /// <summary>Lists entries of this directory. One that stays while others come and go is listed once.</summary>
    /// <param name="position">
    /// Where to go on: 0, or <see cref="FileEntry.Next"/> of an entry. A guest may pass any other, for which any entries may come.
    /// </param>
    /// <param name="maxEntries">How many to add at most.</param>
    /// <param name="entries">The list to add them to; none are added at the end.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError List(long position, int maxEntries, IList<FileEntry> entries);

    /// <summary>Makes a directory.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError CreateDirectory(string path);

    /// <summary>Removes an empty directory.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError RemoveDirectory(string path);

    /// <summary>Removes the name of a file, or a link.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError RemoveFile(string path);

    /// <summary>Gives a file, a directory or a link another name, and removes what had it. Links are not followed.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="target">The directory that the other path starts at, of the same file system.</param>
    /// <param name="targetPath">The other path.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError Rename(string path, IGuestDirectory target, string targetPath);

    /// <summary>Gives a file one name more. Links are not followed.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="target">The directory that the other path starts at, of the same file system.</param>
    /// <param name="targetPath">The other path.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError Link(string path, IGuestDirectory target, string targetPath);

    /// <summary>Makes a symbolic link.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="target">What it leads to, relative to the directory that it is in; never absolute.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError CreateLink(string path, string target);

    /// <summary>Reads a symbolic link.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="target">What it leads to.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError ReadLink(string path, out string target);
}
