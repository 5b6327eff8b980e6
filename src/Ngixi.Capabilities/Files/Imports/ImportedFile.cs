namespace Ngixi.Capabilities;

/// <summary>An open file of a guest, with the position at which it reads and writes.</summary>
internal sealed class ImportedFile(FileImports files, IGuestFile file, string path) : IOpenFile
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
        files.Report(error, path, isWrite: false);
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
            files.RequireOpen(file.Read(length, content.AsSpan(length), out int count), path, isWrite: false);
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
        files.RequireOpen(file.GetStatus(out FileStatus status), path, isWrite: false);
        return status;
    }

    public void SetLength(long length) => files.RequireOpen(file.SetLength(length), path, isWrite: true);

    public void Flush() => files.RequireOpen(file.Flush(), path, isWrite: true);

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

    private void RequireWritten(FileError error, int count, ref ReadOnlySpan<byte> bytes)
    {
        // A file system that writes nothing, and has no error, would be asked for ever.
        files.RequireOpen(error == FileError.None && count == 0 && !bytes.IsEmpty ? FileError.NoSpace : error, path, isWrite: true);
        bytes = bytes[count..];
    }
}
