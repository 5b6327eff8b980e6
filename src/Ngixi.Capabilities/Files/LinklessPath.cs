namespace Ngixi.Capabilities;

/// <summary>Paths that are followed name by name, over no link: what a guest makes of a directory leads nowhere else.</summary>
internal static class LinklessPath
{
    /// <summary>Checks that a path has names alone, without dots.</summary>
    public static FileError Check(string path) =>
        FilePath.Check(path) is not FileError.None and var error ? error
        : Array.Exists(path.Split('/'), static name => name == "..") ? FileError.Escapes
        : Array.Exists(path.Split('/'), static name => name is "" or ".") ? FileError.Invalid
        : FileError.None;

    /// <summary>Opens what a path leads to; each directory on the way stays open until the next is.</summary>
    public static FileError Open(IGuestDirectory start, string path, FileOpening opening, out IGuestNode? node)
    {
        node = null;
        FileError error = Check(path);
        if (error != FileError.None)
        {
            return error;
        }

        string[] names = path.Split('/');
        IGuestDirectory directory = start;
        for (int i = 0; ; i++)
        {
            bool isLast = i == names.Length - 1;
            error = directory.Open(names[i], (isLast ? opening : FileOpening.Directory) | FileOpening.NoFollow, out node);
            if (!ReferenceEquals(directory, start))
            {
                directory.Dispose();
            }

            if (error != FileError.None || isLast)
            {
                return error;
            }

            directory = (IGuestDirectory)node!;
        }
    }
}
