using System.Buffers.Binary;
using System.Text;
using Ngixi.Capabilities;
using Ngixi.Capabilities.Tests.Files;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>A guest that has files by imports of <c>env</c>, which take absolute paths: those of its grant's mounts go before.</summary>
internal sealed class ImportDoor(FileGrant grant) : FileDoor(grant, RawFiles.Module)
{
    private const int PathAt = 8_192;
    private const int OtherPathAt = 16_384;
    private const int Area = 32_768;
    private const int AreaLength = 16_384;
    private const int Buffer = 65_536;
    private const int BufferLength = 64;

    public override FileError Open(string path, FileOpening opening, out int handle)
    {
        FileError error = opening.HasFlag(FileOpening.Directory)
            ? Call("fs_open_directory", PathAt, Put(path, PathAt), NewArea())
            : Call("fs_open", PathAt, Put(path, PathAt), (int)opening, NewArea());
        handle = Int32(Area + 8);
        return error;
    }

    public override void Close(int handle, FileOpening opening) =>
        Guest.Call(opening.HasFlag(FileOpening.Directory) ? "fs_directory_free" : "fs_file_free", handle);

    public override string ReadOpen(int file)
    {
        int read = (int)Guest.Call("fs_file_read", file, Buffer, BufferLength)!;
        return read < 0 ? $"{(FileError)(-read)}" : Encoding.UTF8.GetString(Guest.Bytes(Buffer, read));
    }

    public override FileError WriteOpen(int file, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Guest.Write(Buffer, bytes);
        return Call("fs_file_write", file, Buffer, bytes.Length);
    }

    public override FileError SetLength(int file, long length) => Call("fs_file_set_length", file, length);

    public override FileError Status(string path, bool follow) =>
        Call("fs_status", PathAt, Put(path, PathAt), follow ? 1 : 0, NewArea());

    public override FileError CreateDirectory(string path) => Call("fs_create_directory", PathAt, Put(path, PathAt));

    public override FileError RemoveDirectory(string path) => Call("fs_remove_directory", PathAt, Put(path, PathAt));

    public override FileError RemoveFile(string path) => Call("fs_remove_file", PathAt, Put(path, PathAt));

    public override FileError Rename(string path, string newPath) =>
        Call("fs_rename", PathAt, Put(path, PathAt), OtherPathAt, Put(newPath, OtherPathAt));

    public override FileError List(int directory, out string[] names)
    {
        List<string> listed = [];
        names = [];
        long position = 0;
        int count;
        do
        {
            FileError error = Call("fs_directory_list", directory, position, 7, NewArea());
            if (error != FileError.None)
            {
                return error;
            }

            count = ReadPage(listed, ref position);
        }
        while (count > 0);
        names = [.. listed];
        return FileError.None;
    }

    /// <summary>Reads a list of <see cref="FileEntry"/> as docs/abi.md lays it out.</summary>
    private int ReadPage(List<string> names, ref long position)
    {
        const int Block = Area + 8;
        const int EntrySize = 32;
        int entry = Block + Int32(Block);
        int count = Int32(Block + 4);
        for (int i = 0; i < count; i++, entry += EntrySize)
        {
            names.Add(Encoding.UTF8.GetString(Guest.Bytes(Block + Int32(entry), Int32(entry + 4))));
            position = BinaryPrimitives.ReadInt64LittleEndian(Guest.Bytes(entry + 24, 8));
        }

        return count;
    }

    private FileError Call(string import, params object[] arguments)
    {
        int status = (int)Guest.Call(import, arguments)!;
        return status < -1 ? (FileError)(-2 - status) : FileError.None;
    }

    private int NewArea()
    {
        Guest.WriteArea(Area, AreaLength);
        return Area;
    }

    private int Put(string path, int address)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(
            path.StartsWith('@') ? $"{Grant.Mounts[1].Path}/{path[1..]}"
            : path.Length == 0 || path.StartsWith('/') ? path
            : $"{Grant.Mounts[0].Path}/{path}");
        Guest.Write(address, bytes);
        return bytes.Length;
    }

    private int Int32(int address) => BinaryPrimitives.ReadInt32LittleEndian(Guest.Bytes(address, 4));
}
