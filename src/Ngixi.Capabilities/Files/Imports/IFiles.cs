using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// Has the files that the grant of the module allows. A path is absolute and begins with that of a mount, such as
/// <c>/data/prices.csv</c>; it leads to what is in the mount, or nowhere.
/// </summary>
[WasmImport("env", Prefix = "fs_")]
public interface IFiles
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="opening">What for, and what is made or emptied by it.</param>
    /// <returns>The file. It counts as open until it is freed.</returns>
    [WasmErrors(typeof(FileError))]
    IOpenFile Open(string path, FileOpening opening);

    /// <summary>Opens a directory to list it.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The directory. It counts as open until it is freed.</returns>
    [WasmErrors(typeof(FileError))]
    IOpenDirectory OpenDirectory(string path);

    /// <summary>Reads a whole file, of 1 MiB at most.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The content.</returns>
    [WasmErrors(typeof(FileError))]
    byte[] Read(string path);

    /// <summary>Writes a whole file, in place of what it may have. An error may leave a part of the content.</summary>
    /// <param name="path">The path.</param>
    /// <param name="content">The content.</param>
    [WasmErrors(typeof(FileError))]
    void Write(string path, ReadOnlySpan<byte> content);

    /// <summary>Gets what is known of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether a link at its end is followed.</param>
    [WasmErrors(typeof(FileError))]
    FileStatus Status(string path, bool follow);

    /// <summary>Makes a directory.</summary>
    /// <param name="path">The path.</param>
    [WasmErrors(typeof(FileError))]
    void CreateDirectory(string path);

    /// <summary>Removes an empty directory.</summary>
    /// <param name="path">The path.</param>
    [WasmErrors(typeof(FileError))]
    void RemoveDirectory(string path);

    /// <summary>Removes the name of a file, or a link.</summary>
    /// <param name="path">The path.</param>
    [WasmErrors(typeof(FileError))]
    void RemoveFile(string path);

    /// <summary>Gives a file, a directory or a link another path in its mount, and removes what had it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="newPath">The other path.</param>
    [WasmErrors(typeof(FileError))]
    void Rename(string path, string newPath);
}
