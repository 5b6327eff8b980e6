using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// The files of one instance as its imports have them: absolute paths, which it takes to the mounts that they begin with. What is in a
/// mount, and what a guest may have of it, is the business of the mounts alone.
/// </summary>
internal sealed class FileImports(InstanceFiles files) : IFiles
{
    /// <summary>The most bytes of a file that is read as a whole.</summary>
    public const int MaxBytesOfWhole = 1024 * 1024;

    private const FileOpening ToReplace = FileOpening.Write | FileOpening.Create | FileOpening.Truncate;

    public IOpenFile Open(string path, FileOpening opening) => new ImportedFile(OpenFile(path, opening));

    public IOpenDirectory OpenDirectory(string path)
    {
        IGuestNode node = OpenNode(path, FileOpening.Directory);
        return node is IGuestDirectory directory
            ? new ImportedDirectory(directory)
            : throw Closed(node, FileError.NotADirectory);
    }

    public byte[] Read(string path)
    {
        using ImportedFile file = new(OpenFile(path, FileOpening.Read));
        return file.ReadWhole();
    }

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        using ImportedFile file = new(OpenFile(path, ToReplace));
        file.Write(content);
    }

    public FileStatus Status(string path, bool follow)
    {
        FilePlace place = Find("look at", path);
        FileErrors.Require(place.Directory.GetStatus(place.Path, follow, out FileStatus status));
        return status;
    }

    public void CreateDirectory(string path)
    {
        FilePlace place = Find("make the directory", path);
        FileErrors.Require(place.Directory.CreateDirectory(place.Path));
    }

    public void RemoveDirectory(string path)
    {
        FilePlace place = Find("remove the directory", path);
        FileErrors.Require(place.Directory.RemoveDirectory(place.Path));
    }

    public void RemoveFile(string path)
    {
        FilePlace place = Find("remove", path);
        FileErrors.Require(place.Directory.RemoveFile(place.Path));
    }

    public void Rename(string path, string newPath)
    {
        FilePlace from = Find("rename", path);
        FilePlace to = Find("rename to", newPath);
        FileErrors.Require(from.Directory.Rename(from.Path, to.Directory, to.Path));
    }

    private IGuestFile OpenFile(string path, FileOpening opening)
    {
        IGuestNode node = OpenNode(path, opening);
        return node as IGuestFile ?? throw Closed(node, FileError.IsADirectory);
    }

    private IGuestNode OpenNode(string path, FileOpening opening)
    {
        FilePlace place = Find("open", path);
        FileErrors.Require(place.Directory.Open(place.Path, opening, out IGuestNode? node));
        return node!;
    }

    private static GuestException<FileError> Closed(IGuestNode node, FileError error)
    {
        node.Dispose();
        return FileErrors.ForGuest(error);
    }

    private FilePlace Find(string request, string path)
    {
        // Half a surrogate pair is no text of UTF-8: it would become the name of another file.
        if (!path.StartsWith('/') || KeyRules.HasLoneSurrogate(path))
        {
            throw FileErrors.ForGuest(FileError.Invalid);
        }

        int found = -1;
        for (int index = 0; index < files.Roots.Count; index++)
        {
            string mount = files.Roots[index].Path;
            if (IsIn(path, mount) && (found < 0 || mount.Length > files.Roots[found].Path.Length))
            {
                found = index;
            }
        }

        if (found < 0)
        {
            files.Deny(request, path, "No mount of the grant has it", "Mounts = [new FileMount(…)]");
            throw FileErrors.ForGuest(FileError.Escapes);
        }

        GuestRoot root = files.Roots[found];
        string rest = path[root.Path.Length..].TrimStart('/');
        return new FilePlace(root.Directory, rest.Length == 0 ? "." : rest);
    }

    private static bool IsIn(string path, string mount) =>
        mount == "/" || (path.StartsWith(mount, StringComparison.Ordinal) && (path.Length == mount.Length || path[mount.Length] == '/'));
}
