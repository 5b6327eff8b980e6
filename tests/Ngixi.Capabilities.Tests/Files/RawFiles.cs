using System.Text;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>A guest that passes any raw argument to the imports of files.</summary>
internal sealed class RawFiles : IDisposable
{
    public const int Area = 1_000;
    public const int Path = 10_000;
    public const int OtherPath = 20_000;
    public const int Buffer = 30_000;

    private static readonly Lazy<Module> Compiled = new(() => RawGuest.Compile(
        RawGuest.Engine,
        "env.fs_open (i32 i32 i32 i32) -> i32",
        "env.fs_open_directory (i32 i32 i32) -> i32",
        "env.fs_read (i32 i32 i32) -> i32",
        "env.fs_write (i32 i32 i32 i32) -> i32",
        "env.fs_status (i32 i32 i32 i32) -> i32",
        "env.fs_create_directory (i32 i32) -> i32",
        "env.fs_remove_directory (i32 i32) -> i32",
        "env.fs_remove_file (i32 i32) -> i32",
        "env.fs_rename (i32 i32 i32 i32) -> i32",
        "env.fs_file_read (i32 i32 i32) -> i32",
        "env.fs_file_read_at (i32 i64 i32 i32) -> i32",
        "env.fs_file_write (i32 i32 i32) -> i32",
        "env.fs_file_write_at (i32 i64 i32 i32) -> i32",
        "env.fs_file_append (i32 i32 i32) -> i32",
        "env.fs_file_status (i32 i32) -> i32",
        "env.fs_file_set_length (i32 i64) -> i32",
        "env.fs_file_flush (i32) -> i32",
        "env.fs_file_free (i32)",
        "env.fs_directory_list (i32 i64 i32 i32) -> i32",
        "env.fs_directory_free (i32)"));

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly FakeLogger logger = new();

    public RawFiles(FileGrant grant)
    {
        linker.DefineFiles(new GuestFiles(grant, new DenialLog(logger, "billing")).ForInstance);
        Guest = RawGuest.Of(Compiled.Value, linker);
        Guest.WriteArea(Area, 4_096);
    }

    public RawFiles(params FileMount[] mounts)
        : this(new FileGrant { Mounts = mounts })
    {
    }

    /// <summary>Gets the module of the guest.</summary>
    public static Module Module => Compiled.Value;

    public RawGuest Guest { get; }

    public string[] HostLog => [.. logger.Collector.GetSnapshot().Select(record => record.Message)];

    public FileError TryOpen(string path, FileOpening opening) => Ended("fs_open", "fs_file_free", Path, Utf8(Path, path), (int)opening);

    public FileError TryOpenDirectory(string path) => Ended("fs_open_directory", "fs_directory_free", Path, Utf8(Path, path));

    public int Open(string path, FileOpening opening) => Opened("fs_open", Path, Utf8(Path, path), (int)opening);

    public int OpenDirectory(string path) => Opened("fs_open_directory", Path, Utf8(Path, path));

    /// <summary>Reads a whole file, or gets the error.</summary>
    public string Read(string path)
    {
        int status = (int)Guest.Call("fs_read", Path, Utf8(Path, path), Area)!;
        return status < 0 ? $"{ErrorOf(status)}"
            : status > 4_096 ? $"{status} bytes"
            : Encoding.UTF8.GetString(Guest.Bytes(Area + 8, status));
    }

    public FileError Status(string path, bool follow = true) => Do("fs_status", Path, Utf8(Path, path), follow ? 1 : 0, Area);

    public FileError CreateDirectory(string path) => Do("fs_create_directory", Path, Utf8(Path, path));

    public FileError Rename(string path, string newPath) =>
        Do("fs_rename", Path, Utf8(Path, path), OtherPath, Utf8(OtherPath, newPath));

    /// <summary>Looks at a path in UTF-16 as it is: an encoding would repair half a surrogate pair.</summary>
    public FileError Status16(string path)
    {
        Guest.Write(Path, System.Runtime.InteropServices.MemoryMarshal.AsBytes(path.AsSpan()));
        return Do("fs_status", Path, (path.Length * 2) | int.MinValue, 1, Area);
    }

    public FileError Do(string import, params object[] arguments) => ErrorOf((int)Guest.Call(import, arguments)!);

    public int ReadAt(int file, long offset, int length = 16) => (int)Guest.Call("fs_file_read_at", file, offset, Buffer, length)!;

    public void Dispose()
    {
        Guest.Dispose();
        linker.Dispose();
    }

    private static FileError ErrorOf(int status) => status < -1 ? (FileError)(-2 - status) : FileError.None;

    private FileError Ended(string import, string free, params object[] arguments)
    {
        FileError error = Do(import, [.. arguments, Area]);
        if (error == FileError.None)
        {
            Guest.Call(free, BitConverter.ToInt32(Guest.Bytes(Area + 8, 4)));
        }

        return error;
    }

    private int Opened(string import, params object[] arguments)
    {
        Assert.Equal(FileError.None, Do(import, [.. arguments, Area]));
        return BitConverter.ToInt32(Guest.Bytes(Area + 8, 4));
    }

    private int Utf8(int address, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Guest.Write(address, bytes);
        return bytes.Length;
    }
}
