namespace Ngixi.Capabilities;

/// <summary>A directory of the guests, and the files in it.</summary>
public sealed record FileMount
{
    /// <summary>Creates a mount.</summary>
    /// <param name="path">The path that guests know it by: <c>/</c>, or such as <c>/data</c>.</param>
    /// <param name="files">The files.</param>
    /// <param name="isWritable">Whether guests may change them. They may not by default.</param>
    /// <exception cref="ArgumentException">The path is none.</exception>
    public FileMount(string path, IGuestFileSystem files, bool isWritable = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(files);
        if (path != "/" && !IsPlain(path))
        {
            throw new ArgumentException(
                $"The path {path} of a mount is to be written as guests see it: / or /data/prices, without dots and a slash at its end.",
                nameof(path));
        }

        Path = path;
        Files = files;
        IsWritable = isWritable;
    }

    /// <summary>Gets the path that guests know it by.</summary>
    public string Path { get; }

    /// <summary>Gets the files.</summary>
    public IGuestFileSystem Files { get; }

    /// <summary>Gets whether guests may change them.</summary>
    public bool IsWritable { get; }

    private static bool IsPlain(string path) =>
        path[0] == '/'
        && FilePath.Check(path[1..]) == FileError.None
        && path[1..].Split('/').All(name => name is not ("" or "." or ".."));
}
