using System.Buffers.Binary;
using System.Text;
using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>A guest that has files by WASI.</summary>
internal sealed class WasiDoor(FileGrant grant) : FileDoor(grant, RawWasi.Module)
{
    private const int PathAt = 8_192;
    private const int OtherPathAt = 16_384;
    private const int Vector = 1_024;
    private const int Result = 2_048;
    private const int Buffer = 32_768;
    private const int BufferLength = 65_536;
    private const byte Directory = 3;

    private static readonly Dictionary<WasiError, FileError> Errors =
        Enum.GetValues<FileError>().ToDictionary(error => WasiErrors.Of(error));

    static WasiDoor()
    {
        // What this adds: a descriptor that was opened for something else, and text that is none.
        Errors.Add(WasiError.BadDescriptor, FileError.ReadOnly);
        Errors.Add(WasiError.IllegalText, FileError.Invalid);
    }

    /// <summary>Gets or sets the descriptor that paths begin at: that of the first mount.</summary>
    public int Start { get; set; } = 3;

    public override FileError Open(string path, FileOpening opening, out int handle)
    {
        int how = (opening.HasFlag(FileOpening.Create) ? 1 : 0)
            | (opening.HasFlag(FileOpening.Directory) ? 2 : 0)
            | (opening.HasFlag(FileOpening.Exclusive) ? 4 : 0)
            | (opening.HasFlag(FileOpening.Truncate) ? 8 : 0);
        WasiRights rights = (opening.HasFlag(FileOpening.Read) ? WasiRights.Read : 0)
            | (opening.HasFlag(FileOpening.Write) ? WasiRights.Write : 0);
        (int root, int length) = Put(path, PathAt);
        int follow = opening.HasFlag(FileOpening.NoFollow) ? 0 : 1;
        FileError error = Call("path_open", root, follow, PathAt, length, how, (long)rights, (long)WasiRights.All, 0, Result);
        handle = Int32(Result);
        if (error == FileError.None && !opening.HasFlag(FileOpening.Directory))
        {
            Assert.Equal(FileError.None, Call("fd_fdstat_get", handle, Result));
            if (Guest.Bytes(Result, 1)[0] == Directory)
            {
                Close(handle, opening);
                return FileError.IsADirectory;
            }
        }

        return error;
    }

    public override void Close(int handle, FileOpening opening) => Assert.Equal(FileError.None, Call("fd_close", handle));

    public override string ReadOpen(int file)
    {
        SetVector(64);
        FileError error = Call("fd_read", file, Vector, 1, Result);
        return error == FileError.None ? Encoding.UTF8.GetString(Guest.Bytes(Buffer, Int32(Result))) : $"{error}";
    }

    public override FileError WriteOpen(int file, string text)
    {
        byte[] left = Encoding.UTF8.GetBytes(text);
        while (left.Length > 0)
        {
            Guest.Write(Buffer, left);
            SetVector(left.Length);
            FileError error = Call("fd_write", file, Vector, 1, Result);
            if (error != FileError.None)
            {
                return error;
            }

            left = left[Int32(Result)..];
        }

        return FileError.None;
    }

    public override FileError SetLength(int file, long length) => Call("fd_filestat_set_size", file, length);

    public override FileError Status(string path, bool follow)
    {
        (int root, int length) = Put(path, PathAt);
        return Call("path_filestat_get", root, follow ? 1 : 0, PathAt, length, Result);
    }

    public override FileError CreateDirectory(string path) => CallPath("path_create_directory", path);

    public override FileError RemoveDirectory(string path) => CallPath("path_remove_directory", path);

    public override FileError RemoveFile(string path) => CallPath("path_unlink_file", path);

    public override FileError Rename(string path, string newPath)
    {
        (int root, int length) = Put(path, PathAt);
        (int newRoot, int newLength) = Put(newPath, OtherPathAt);
        return Call("path_rename", root, PathAt, length, newRoot, OtherPathAt, newLength);
    }

    public override FileError List(int directory, out string[] names)
    {
        List<string> listed = [];
        names = [];
        long cookie = 0;
        int used;
        do
        {
            FileError error = Call("fd_readdir", directory, Buffer, 256, cookie, Result);
            if (error != FileError.None)
            {
                return error;
            }

            used = Int32(Result);
            for (int at = 0; at + 24 <= used;)
            {
                int length = Int32(Buffer + at + 16);
                if (at + 24 + length > used)
                {
                    break;
                }

                cookie = BinaryPrimitives.ReadInt64LittleEndian(Guest.Bytes(Buffer + at, 8));
                listed.Add(Encoding.UTF8.GetString(Guest.Bytes(Buffer + at + 24, length)));
                at += 24 + length;
            }
        }
        while (used == 256);
        names = [.. listed.Except([".", ".."])];
        return FileError.None;
    }

    public override FileError? Link(string path, string newPath)
    {
        (int root, int length) = Put(path, PathAt);
        (int newRoot, int newLength) = Put(newPath, OtherPathAt);
        return Call("path_link", root, 0, PathAt, length, newRoot, OtherPathAt, newLength);
    }

    public override FileError? CreateLink(string path, string target)
    {
        (int root, int length) = Put(path, PathAt);
        byte[] bytes = Encoding.UTF8.GetBytes(target);
        Guest.Write(OtherPathAt, bytes);
        return Call("path_symlink", OtherPathAt, bytes.Length, root, PathAt, length);
    }

    public override FileError? ReadLink(string path)
    {
        (int root, int length) = Put(path, PathAt);
        return Call("path_readlink", root, PathAt, length, Buffer, BufferLength, Result);
    }

    public override FileError? SetTimes(string path, bool follow)
    {
        (int root, int length) = Put(path, PathAt);
        return Call("path_filestat_set_times", root, follow ? 1 : 0, PathAt, length, 1L, 1L, 1 | 4);
    }

    private FileError CallPath(string function, string path)
    {
        (int root, int length) = Put(path, PathAt);
        return Call(function, root, PathAt, length);
    }

    private FileError Call(string function, params object[] arguments) => Errors[(WasiError)(int)Guest.Call(function, arguments)!];

    private (int Root, int Length) Put(string path, int address)
    {
        bool isSecond = path.StartsWith('@');
        byte[] bytes = Encoding.UTF8.GetBytes(isSecond ? path[1..] : path);
        Guest.Write(address, bytes);
        return (isSecond ? 4 : Start, bytes.Length);
    }

    private void SetVector(int length)
    {
        Guest.Write(Vector, BitConverter.GetBytes(Buffer));
        Guest.Write(Vector + 4, BitConverter.GetBytes(length));
    }

    private int Int32(int address) => BinaryPrimitives.ReadInt32LittleEndian(Guest.Bytes(address, 4));
}
