using System.Text;

namespace Ngixi.Capabilities;

/// <summary>What is checked of a path before anything is looked up.</summary>
internal static class FilePath
{
    /// <summary>The most bytes of a path, in UTF-8.</summary>
    public const int MaxBytes = 1_024;

    /// <summary>The most names in a path.</summary>
    public const int MaxNames = 64;

    /// <summary>The most bytes of a name, in UTF-8, which is what the file systems of Linux have.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>Gets whether a path says of its last name that it is a directory.</summary>
    public static bool EndsInDirectory(string path) => path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal);

    /// <summary>Checks a path that a guest gave, or what it wants a link to lead to.</summary>
    public static FileError Check(string path)
    {
        if (path.Length == 0)
        {
            return FileError.NotFound;
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return FileError.Invalid;
        }

        if (path.Length > MaxBytes || Encoding.UTF8.GetByteCount(path) > MaxBytes)
        {
            return FileError.NameTooLong;
        }

        int names = 0;
        foreach (Range name in path.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> text = path.AsSpan(name);
            if (text.Length > 0 && (++names > MaxNames || Encoding.UTF8.GetByteCount(text) > MaxNameBytes))
            {
                return FileError.NameTooLong;
            }
        }

        return path[0] == '/' ? FileError.Escapes : FileError.None;
    }
}
