using System.Globalization;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// The files of one instance as its imports have them: absolute paths, which it takes to the mounts that they begin with. What is in a
/// mount, and what a guest may have of it, is the business of the mounts alone.
/// </summary>
internal sealed class FileImports(InstanceFiles files, DenialLog? denials) : IFiles
{
    /// <summary>The most bytes of a file that is read as a whole.</summary>
    public const int MaxBytesOfWhole = 1024 * 1024;

    private const FileOpening ToReplace = FileOpening.Write | FileOpening.Create | FileOpening.Truncate;

    public IOpenFile Open(string path, FileOpening opening) => new ImportedFile(this, OpenFile(path, opening), path);

    public IOpenDirectory OpenDirectory(string path)
    {
        IGuestNode node = OpenNode(path, FileOpening.Directory);
        return node is IGuestDirectory directory
            ? new ImportedDirectory(directory)
            : throw Closed(node, FileError.NotADirectory);
    }

    public byte[] Read(string path)
    {
        using ImportedFile file = new(this, OpenFile(path, FileOpening.Read), path);
        return file.ReadWhole();
    }

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        using ImportedFile file = new(this, OpenFile(path, ToReplace), path);
        file.Write(content);
    }

    public FileStatus Status(string path, bool follow)
    {
        FilePlace place = Find("look at", path);
        Require(place.Directory.GetStatus(place.Path, follow, out FileStatus status), "look at", path, place.Mount);
        return status;
    }

    public void CreateDirectory(string path)
    {
        FilePlace place = Find("make the directory", path);
        Require(place.Directory.CreateDirectory(place.Path), "make the directory", path, place.Mount);
    }

    public void RemoveDirectory(string path)
    {
        FilePlace place = Find("remove the directory", path);
        Require(place.Directory.RemoveDirectory(place.Path), "remove the directory", path, place.Mount);
    }

    public void RemoveFile(string path)
    {
        FilePlace place = Find("remove", path);
        Require(place.Directory.RemoveFile(place.Path), "remove", path, place.Mount);
    }

    public void Rename(string path, string newPath)
    {
        FilePlace from = Find("rename", path);
        FilePlace to = Find("rename to", newPath);
        Require(from.Directory.Rename(from.Path, to.Directory, to.Path), "rename", path, from.Mount);
    }

    /// <summary>Throws the error for the guest, and writes to the host's log what an open file may not have by the grant.</summary>
    public void RequireOpen(FileError error, string path, bool isWrite)
    {
        if (error != FileError.None)
        {
            Report(error, path, isWrite);
            throw FileErrors.ForGuest(error);
        }
    }

    public void Report(FileError error, string path, bool isWrite)
    {
        if (error == FileError.LimitReached)
        {
            (string done, string limit, long bytes) = isWrite
                ? ("wrote", nameof(FileGrant.MaxBytesWritten), files.Grant.MaxBytesWritten)
                : ("read", nameof(FileGrant.MaxBytesRead), files.Grant.MaxBytesRead);
            Deny(isWrite ? "write" : "read", path, Invariant($"The call {done} the {bytes} bytes that it may"), $"{limit} = …");
        }
    }

    private IGuestFile OpenFile(string path, FileOpening opening)
    {
        IGuestNode node = OpenNode(path, opening);
        return node as IGuestFile ?? throw Closed(node, FileError.IsADirectory);
    }

    private IGuestNode OpenNode(string path, FileOpening opening)
    {
        FilePlace place = Find("open", path);
        Require(place.Directory.Open(place.Path, opening, out IGuestNode? node), "open", path, place.Mount);
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
            Deny(request, path, "No mount of the grant has it", "Mounts = [new FileMount(…)]");
            throw FileErrors.ForGuest(FileError.Escapes);
        }

        GuestRoot root = files.Roots[found];
        string rest = path[root.Path.Length..].TrimStart('/');
        return new FilePlace(files.Grant.Mounts[found], root.Directory, rest.Length == 0 ? "." : rest);
    }

    private static bool IsIn(string path, string mount) =>
        mount == "/" || (path.StartsWith(mount, StringComparison.Ordinal) && (path.Length == mount.Length || path[mount.Length] == '/'));

    private void Require(FileError error, string request, string path, FileMount mount)
    {
        switch (error)
        {
            case FileError.None:
                return;
            case FileError.Escapes:
                Deny(request, path, $"It leads out of the mount {mount.Path}", null);
                break;
            case FileError.ReadOnly when !mount.IsWritable:
                Deny(request, path, $"The mount {mount.Path} is for reading", $"new FileMount(\"{mount.Path}\", …, isWritable: true)");
                break;
            case FileError.TooManyOpen when !files.HasRoom:
                Deny(request, path, Invariant($"{files.Grant.MaxOpen} are open"), $"{nameof(FileGrant.MaxOpen)} = …");
                break;
        }

        throw FileErrors.ForGuest(error);
    }

    private void Deny(string request, string path, string reason, string? grant) =>
        denials?.Write(new Denial("files", $"{request} {UntrustedText.Quote(path)}", reason, grant));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
