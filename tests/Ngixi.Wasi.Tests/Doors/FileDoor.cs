using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>
/// A guest that does with files what a test wants, by one of the doors to them. A path begins at the first mount of the grant, and after an
/// <c>@</c> at the second.
/// </summary>
internal abstract class FileDoor : IDisposable
{
    private readonly FakeLogger logger = new();
    private readonly Linker linker = new(RawGuest.Engine);

    protected FileDoor(FileGrant grant, Module module)
    {
        Grant = grant;
        GuestFiles files = new(grant, new DenialLog(logger, "billing"));
        linker.DefineFiles(files.ForInstance);
        linker.DefineGuestWasi(new GuestWasi(new WasiGrant { Files = files }));
        Guest = RawGuest.Of(module, linker);
    }

    public RawGuest Guest { get; }

    protected FileGrant Grant { get; }

    /// <summary>Gets what the host was told, without the name of the module.</summary>
    public string[] HostLog =>
        [.. logger.Collector.GetSnapshot().Select(record => record.Message["The module billing was denied files: ".Length..])];

    public static FileDoor Of(DoorKind kind, FileGrant grant) => kind == DoorKind.Wasi ? new WasiDoor(grant) : new ImportDoor(grant);

    /// <summary>Opens and closes. What is a directory, and was not to be one, is <see cref="FileError.IsADirectory"/>.</summary>
    public FileError Open(string path, FileOpening opening)
    {
        FileError error = Open(path, opening, out int handle);
        if (error == FileError.None)
        {
            Close(handle, opening);
        }

        return error;
    }

    /// <summary>Opens, and keeps what was opened.</summary>
    public abstract FileError Open(string path, FileOpening opening, out int handle);

    public abstract void Close(int handle, FileOpening opening);

    /// <summary>Reads a file, or gets the error.</summary>
    public string Read(string path)
    {
        const FileOpening Opening = FileOpening.Read;
        FileError error = Open(path, Opening, out int file);
        if (error != FileError.None)
        {
            return $"{error}";
        }

        string text = ReadOpen(file);
        Close(file, Opening);
        return text;
    }

    /// <summary>Reads 64 bytes of an open file, or gets the error.</summary>
    public abstract string ReadOpen(int file);

    /// <summary>Writes to an open file.</summary>
    public abstract FileError WriteOpen(int file, string text);

    public abstract FileError SetLength(int file, long length);

    public abstract FileError Status(string path, bool follow);

    public abstract FileError CreateDirectory(string path);

    public abstract FileError RemoveDirectory(string path);

    public abstract FileError RemoveFile(string path);

    public abstract FileError Rename(string path, string newPath);

    /// <summary>Lists a directory from its beginning.</summary>
    public abstract FileError List(int directory, out string[] names);

    /// <summary>Makes a hard link; null where the door has none.</summary>
    public virtual FileError? Link(string path, string newPath) => null;

    public virtual FileError? CreateLink(string path, string target) => null;

    public virtual FileError? ReadLink(string path) => null;

    public virtual FileError? SetTimes(string path, bool follow) => null;

    public void Dispose()
    {
        Guest.Dispose();
        linker.Dispose();
    }
}
