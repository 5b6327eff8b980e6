namespace Ngixi.Capabilities;

/// <summary>One file of another file system, in a directory that has nothing else.</summary>
/// <remarks>
/// Guests read it and, where the mount is writable, write it. They neither remove nor rename it, and make nothing beside it. It is looked
/// up at each opening, over no link: a host may put another file in its place, and a link there is refused. For any number of threads.
/// </remarks>
public sealed class SingleFileSystem : IGuestFileSystem
{
    /// <summary>Creates a file system of one file.</summary>
    /// <param name="files">The file system that it is in. It stays the caller's.</param>
    /// <param name="path">Its path there, such as <c>app/settings.json</c>: names with <c>/</c> between them, no dots.</param>
    /// <param name="name">The name that guests know it by; by default the last of the path.</param>
    /// <exception cref="ArgumentException">The path or the name is none.</exception>
    /// <exception cref="FileNotFoundException">
    /// There is no such file now, it is no regular file, or a name of the path is a link.
    /// </exception>
    public SingleFileSystem(IGuestFileSystem files, string path, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(path);
        name ??= path[(path.LastIndexOf('/') + 1)..];
        if (LinklessPath.Check(path) != FileError.None)
        {
            throw new ArgumentException($"The path {path} is to be names with slashes between them, without dots.", nameof(path));
        }

        if (name.Contains('/', StringComparison.Ordinal) || LinklessPath.Check(name) != FileError.None)
        {
            throw new ArgumentException($"{name} is no name of a file.", nameof(name));
        }

        (Files, Path, Name) = (files, path, name);
        FileError error = files.OpenRoot(out IGuestDirectory? root);
        if (root is not null)
        {
            using SingleFileDirectory directory = new(this, root);
            error = directory.GetStatus(name, follow: false, out _);
        }

        if (error != FileError.None)
        {
            throw new FileNotFoundException($"There is no regular file {path}: {error}.", path);
        }
    }

    internal IGuestFileSystem Files { get; }

    internal string Path { get; }

    internal string Name { get; }

    /// <inheritdoc/>
    public FileError OpenRoot(out IGuestDirectory? root)
    {
        FileError error = Files.OpenRoot(out IGuestDirectory? source);
        root = source is null ? null : new SingleFileDirectory(this, source);
        return error;
    }
}
