namespace Ngixi.Capabilities;

/// <summary>Files that guests may have: <see cref="MemoryFileSystem"/>, <see cref="DirectoryFileSystem"/>, or one of your own.</summary>
/// <remarks>For any number of threads. What a grant allows, and its limits, are checked before a file system is asked.</remarks>
public interface IGuestFileSystem
{
    /// <summary>Opens the directory that all others are in.</summary>
    /// <param name="root">The directory, which the caller disposes; null with an error.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError OpenRoot(out IGuestDirectory? root);
}
