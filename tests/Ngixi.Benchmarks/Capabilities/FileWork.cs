namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Something that a guest does with files again and again, as WebAssembly text.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Path">The address of the path that it opens.</param>
/// <param name="Flags">How it opens the path.</param>
/// <param name="Length">The bytes of its buffer.</param>
/// <param name="Call">What it does with the file, whose descriptor is <c>(local.get $fd)</c>.</param>
internal sealed record FileWork(string Title, int Path, int Flags, int Length, string Call)
{
    /// <summary>The name of a file, and of a directory: both have four characters.</summary>
    public const string Data = "data";

    public const string Directory = "list";

    // Places in the guest's memory.
    private const int DataPath = 0;
    private const int DirectoryPath = 16;
    private const int Vector = 32;
    private const int Count = 48;
    private const int Descriptor = 56;
    private const int Buffer = 64 * 1024;

    private const int Preopened = 3;
    private const int OpensDirectory = 2;
    private const int AllRights = 0x1fffffff;
    private const int RightToList = 0x4000;

    public string Module =>
        $"""
        (module
          (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_pread" (func $pread (param i32 i32 i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_pwrite" (func $pwrite (param i32 i32 i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_readdir" (func $readdir (param i32 i32 i32 i64 i32) (result i32)))
          (memory (export "memory") 2)
          (data (i32.const {DataPath}) "{Data}")
          (data (i32.const {DirectoryPath}) "{Directory}")
          (func $must (param $error i32) (if (local.get $error) (then (unreachable))))
          (func $file (result i32)
            (call $must {OpenFile(Path, Flags)})
            (i32.load (i32.const {Descriptor})))
          (func (export "run") (param $count i32) (local $fd i32)
            (i32.store (i32.const {Vector}) (i32.const {Buffer}))
            (i32.store (i32.const {Vector + 4}) (i32.const {Length}))
            (local.set $fd (call $file))
            (loop $again
              {Call}
              (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
            (call $must (call $close (local.get $fd)))))
        """;

    public static FileWork Read(string title, int length) => new(title, DataPath, 0, length, Move("pread", length));

    public static FileWork Write(string title, int length) => new(title, DataPath, 0, length, Move("pwrite", length));

    public static FileWork Open(string title) => new(
        title,
        DataPath,
        0,
        0,
        $"""
        (call $must {OpenFile(DataPath, 0)})
              (call $must (call $close (i32.load (i32.const {Descriptor}))))
        """);

    public static FileWork List(string title) => new(
        title,
        DirectoryPath,
        OpensDirectory,
        0,
        $"(call $must (call $readdir (local.get $fd) (i32.const {Buffer}) (i32.const {Buffer}) (i64.const 0) (i32.const {Count})))");

    private static string Move(string function, int length) =>
        $"""
        (call $must (call ${function} (local.get $fd) (i32.const {Vector}) (i32.const 1) (i64.const 0) (i32.const {Count})))
              (call $must (i32.ne (i32.load (i32.const {Count})) (i32.const {length})))
        """;

    private static string OpenFile(int path, int flags)
    {
        // A directory cannot be opened for writing.
        int rights = flags == OpensDirectory ? RightToList : AllRights;
        return $"(call $open (i32.const {Preopened}) (i32.const 0) (i32.const {path}) (i32.const 4) (i32.const {flags}) "
            + $"(i64.const {rights}) (i64.const {rights}) (i32.const 0) (i32.const {Descriptor}))";
    }
}
