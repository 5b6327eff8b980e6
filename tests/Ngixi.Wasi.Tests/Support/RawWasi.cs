using System.Buffers.Binary;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Wasi.Tests.Support;

/// <summary>A guest whose exports are the functions of WASI: it passes whatever a test wants.</summary>
internal sealed class RawWasi : IDisposable
{
    /// <summary>The functions of preview 1 with their signatures, as its document has them.</summary>
    public static readonly string[] Functions =
    [
        "args_get (i32 i32) -> i32",
        "args_sizes_get (i32 i32) -> i32",
        "environ_get (i32 i32) -> i32",
        "environ_sizes_get (i32 i32) -> i32",
        "clock_res_get (i32 i32) -> i32",
        "clock_time_get (i32 i64 i32) -> i32",
        "fd_advise (i32 i64 i64 i32) -> i32",
        "fd_allocate (i32 i64 i64) -> i32",
        "fd_close (i32) -> i32",
        "fd_datasync (i32) -> i32",
        "fd_fdstat_get (i32 i32) -> i32",
        "fd_fdstat_set_flags (i32 i32) -> i32",
        "fd_fdstat_set_rights (i32 i64 i64) -> i32",
        "fd_filestat_get (i32 i32) -> i32",
        "fd_filestat_set_size (i32 i64) -> i32",
        "fd_filestat_set_times (i32 i64 i64 i32) -> i32",
        "fd_pread (i32 i32 i32 i64 i32) -> i32",
        "fd_prestat_get (i32 i32) -> i32",
        "fd_prestat_dir_name (i32 i32 i32) -> i32",
        "fd_pwrite (i32 i32 i32 i64 i32) -> i32",
        "fd_read (i32 i32 i32 i32) -> i32",
        "fd_readdir (i32 i32 i32 i64 i32) -> i32",
        "fd_renumber (i32 i32) -> i32",
        "fd_seek (i32 i64 i32 i32) -> i32",
        "fd_sync (i32) -> i32",
        "fd_tell (i32 i32) -> i32",
        "fd_write (i32 i32 i32 i32) -> i32",
        "path_create_directory (i32 i32 i32) -> i32",
        "path_filestat_get (i32 i32 i32 i32 i32) -> i32",
        "path_filestat_set_times (i32 i32 i32 i32 i64 i64 i32) -> i32",
        "path_link (i32 i32 i32 i32 i32 i32 i32) -> i32",
        "path_open (i32 i32 i32 i32 i32 i64 i64 i32 i32) -> i32",
        "path_readlink (i32 i32 i32 i32 i32 i32) -> i32",
        "path_remove_directory (i32 i32 i32) -> i32",
        "path_rename (i32 i32 i32 i32 i32 i32) -> i32",
        "path_symlink (i32 i32 i32 i32 i32) -> i32",
        "path_unlink_file (i32 i32 i32) -> i32",
        "poll_oneoff (i32 i32 i32 i32) -> i32",
        "proc_exit (i32)",
        "proc_raise (i32) -> i32",
        "sched_yield () -> i32",
        "random_get (i32 i32) -> i32",
        "sock_accept (i32 i32 i32) -> i32",
        "sock_recv (i32 i32 i32 i32 i32 i32) -> i32",
        "sock_send (i32 i32 i32 i32 i32) -> i32",
        "sock_shutdown (i32 i32) -> i32",
    ];

    /// <summary>The first address that no test has anything at.</summary>
    public const int Result = 8_192;

    /// <summary>Where the vectors of a call are.</summary>
    public const int VectorsAt = 5_120;

    private const int PathAt = 4_096;
    private const int OtherPathAt = PathAt + 512;

    private static readonly Lazy<Module> Compiled = new(
        () => RawGuest.Compile(RawGuest.Engine, [.. Functions.Select(function => $"wasi_snapshot_preview1.{function}")]));

    private readonly Linker linker = new(RawGuest.Engine);

    public RawWasi(WasiGrant? grant = null)
    {
        linker.DefineGuestWasi(new GuestWasi(grant));
        Guest = RawGuest.Of(Compiled.Value, linker);
    }

    /// <summary>Gets the module of the guest.</summary>
    public static Module Module => Compiled.Value;

    public RawGuest Guest { get; }

    public WasiError Call(string function, params object[] arguments) => (WasiError)(int)Guest.Call(function, arguments)!;

    /// <summary>Calls a function that takes a path behind its first arguments.</summary>
    public WasiError CallPath(string function, string path, params object[] others)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(path);
        Guest.Write(PathAt, utf8);
        return Call(function, [others[0], PathAt, utf8.Length, .. others[1..]]);
    }

    /// <summary>Calls <c>path_rename</c> beneath the first mount.</summary>
    public WasiError Rename(string path, string target) =>
        Call("path_rename", [3, .. Put(PathAt, path), 3, .. Put(OtherPathAt, target)]);

    /// <summary>Calls <c>path_link</c> beneath the first mount.</summary>
    public WasiError Link(string path, string target, int lookup = 0) =>
        Call("path_link", [3, lookup, .. Put(PathAt, path), 3, .. Put(OtherPathAt, target)]);

    /// <summary>Calls <c>path_symlink</c> beneath the first mount.</summary>
    public WasiError Symlink(string target, string path) =>
        Call("path_symlink", [.. Put(OtherPathAt, target), 3, .. Put(PathAt, path)]);

    /// <summary>Gets the status of a path beneath the first mount.</summary>
    public (WasiError Error, WasiStatus Status) Status(string path, int lookup = 0) =>
        (Call("path_filestat_get", [3, lookup, .. Put(PathAt, path), Result]), StatusAt(Result));

    public (WasiError Error, WasiStatus Status) Status(int descriptor) =>
        (Call("fd_filestat_get", descriptor, Result), StatusAt(Result));

    /// <summary>Opens a path beneath the first mount.</summary>
    public (WasiError Error, int Descriptor) Open(
        string path, int opening = 0, WasiRights rights = WasiRights.Read, int lookup = 0, int flags = 0, int directory = 3)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(path);
        Guest.Write(PathAt, utf8);
        WasiError error = Call(
            "path_open", directory, lookup, PathAt, utf8.Length, opening, (long)rights, (long)WasiRights.All, flags, Result);
        return (error, Int32(Result));
    }

    public int Opened(string path, int opening = 0, WasiRights rights = WasiRights.Read, int flags = 0)
    {
        (WasiError error, int descriptor) = Open(path, opening, rights, flags: flags);
        Assert.Equal(WasiError.Success, error);
        return descriptor;
    }

    public (WasiError Error, int Count) Write(int descriptor, params string[] pieces)
    {
        int at = Result + 1_024;
        for (int i = 0; i < pieces.Length; i++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(pieces[i]);
            Guest.Write(at, bytes);
            SetVector(i, at, bytes.Length);
            at += bytes.Length;
        }

        WasiError error = Call("fd_write", descriptor, VectorsAt, pieces.Length, Result);
        return (error, Int32(Result));
    }

    public (WasiError Error, string Text) Read(int descriptor, params int[] lengths)
    {
        int at = Result + 1_024;
        for (int i = 0; i < lengths.Length; i++)
        {
            SetVector(i, at, lengths[i]);
            at += lengths[i];
        }

        WasiError error = Call("fd_read", descriptor, VectorsAt, lengths.Length, Result);
        return (error, error == WasiError.Success ? Text(Result + 1_024, Int32(Result)) : "");
    }

    public void SetVector(int index, int address, int length)
    {
        Guest.Write(VectorsAt + (index * 8), BitConverter.GetBytes(address));
        Guest.Write(VectorsAt + (index * 8) + 4, BitConverter.GetBytes(length));
    }

    /// <summary>Calls a function that takes vectors behind its descriptor.</summary>
    public WasiError CallVectors(string function, int descriptor, int count, params object[] others) =>
        Call(function, [descriptor, VectorsAt, count, .. others]);

    public int Int32(int address) => BinaryPrimitives.ReadInt32LittleEndian(Guest.Bytes(address, 4));

    public long Int64(int address) => BinaryPrimitives.ReadInt64LittleEndian(Guest.Bytes(address, 8));

    public string Text(int address, int length) => Encoding.UTF8.GetString(Guest.Bytes(address, length));

    private object[] Put(int address, string path)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(path);
        Guest.Write(address, utf8);
        return [address, utf8.Length];
    }

    private WasiStatus StatusAt(int address) => new(
        Int64(address), Int64(address + 8), (WasiFileType)Guest.Bytes(address + 16, 1)[0], Int64(address + 32), Int64(address + 48));

    public void Dispose()
    {
        Guest.Dispose();
        linker.Dispose();
    }
}
