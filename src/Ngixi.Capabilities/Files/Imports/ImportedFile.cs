namespace Ngixi.Capabilities;

/// <summary>An open file of a guest, with the position at which it reads and writes.</summary>
internal sealed class ImportedFile(IGuestFile file) : IOpenFile
{
    private long position;

    public int Read(Span<byte> buffer)
    {
        int read = ReadAt(position, buffer);
        position += Math.Max(read, 0);
        return read;
    }

    public int ReadAt(long offset, Span<byte> buffer)
    {
        FileError error = file.Read(offset, buffer, out int count);
        return error == FileError.None ? count : -(int)error;
    }

    public byte[] ReadWhole()
    {
        FileStatus status = Status();
        if (status.Length > FileImports.MaxBytesOfWhole)
        {
            throw FileErrors.ForGuest(FileError.TooLarge);
        }

        byte[] content = new byte[status.Length];
        int length = 0;
        while (length < content.Length)
        {
            FileErrors.Require(file.Read(length, content.AsSpan(length), out int count));
            if (count == 0)
            {
                // It was cut meanwhile.
                return content[..length];
            }

            length += count;
        }

        return content;
    }

    public void Write(ReadOnlySpan<byte> bytes) => WriteAll(ref position, bytes);

    public void WriteAt(long offset, ReadOnlySpan<byte> bytes) => WriteAll(ref offset, bytes);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        do
        {
            RequireWritten(file.Append(bytes, out int count), count, ref bytes);
        }
        while (!bytes.IsEmpty);
    }

    public FileStatus Status()
    {
        FileErrors.Require(file.GetStatus(out FileStatus status));
        return status;
    }

    public void SetLength(long length) => FileErrors.Require(file.SetLength(length));

    public void Flush() => FileErrors.Require(file.Flush());

    public void Dispose() => file.Dispose();

    private void WriteAll(ref long offset, ReadOnlySpan<byte> bytes)
    {
        do
        {
            FileError error = file.Write(offset, bytes, out int count);
            offset += count;
            RequireWritten(error, count, ref bytes);
        }
        while (!bytes.IsEmpty);
    }

    private static void RequireWritten(FileError error, int count, ref ReadOnlySpan<byte> bytes)
    {
        // A file system that writes nothing, and has no error, would be asked for ever.
        FileErrors.Require(error == FileError.None && count == 0 && !bytes.IsEmpty ? FileError.NoSpace : error);
        bytes = bytes[count..];
    }
}
