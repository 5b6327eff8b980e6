namespace Ngixi.Capabilities;

/// <summary>An open file whose bytes count.</summary>
internal sealed class MeteredFile : IGuestFile
{
    private readonly FileUse use;
    private readonly IGuestFile file;
    private readonly ulong inode;
    private bool isClosed;

    /// <summary>Takes a file that was opened, under the lock.</summary>
    public MeteredFile(FileUse use, IGuestFile file)
    {
        this.use = use;
        this.file = file;
        file.GetStatus(out FileStatus status);
        inode = status.Inode;
        use.Open(inode);
    }

    public FileError Read(long offset, Span<byte> buffer, out int count) => file.Read(offset, buffer, out count);

    public FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count)
    {
        lock (use.Lock)
        {
            count = 0;
            FileError error = Fit(offset, ref bytes, out long length);
            if (error == FileError.None)
            {
                error = file.Write(offset, bytes, out count);
                use.AddBytes(count > 0 ? Math.Max(0, offset + count - length) : 0);
            }

            return error;
        }
    }

    public FileError Append(ReadOnlySpan<byte> bytes, out int count)
    {
        lock (use.Lock)
        {
            count = 0;
            FileError error = Fit(null, ref bytes, out _);
            if (error == FileError.None)
            {
                error = file.Append(bytes, out count);
                use.AddBytes(count);
            }

            return error;
        }
    }

    public FileError SetLength(long length)
    {
        lock (use.Lock)
        {
            FileError error = file.GetStatus(out FileStatus status);
            if (error != FileError.None)
            {
                return error;
            }

            if (length > status.Length && length - status.Length > use.Room)
            {
                return FileError.NoSpace;
            }

            error = file.SetLength(length);
            use.AddBytes(error == FileError.None ? length - status.Length : 0);
            return error;
        }
    }

    public FileError GetStatus(out FileStatus status) => file.GetStatus(out status);

    public FileError SetTimes(FileTimes times) => file.SetTimes(times);

    public FileError Flush() => file.Flush();

    public void Dispose()
    {
        lock (use.Lock)
        {
            if (!isClosed)
            {
                isClosed = true;
                file.GetStatus(out FileStatus status);
                use.Close(inode, status);
                file.Dispose();
            }
        }
    }

    /// <summary>Cuts what is to be written to what there is room for.</summary>
    private FileError Fit(long? offset, ref ReadOnlySpan<byte> bytes, out long length)
    {
        FileError error = file.GetStatus(out FileStatus status);
        length = status.Length;
        long most = length + Math.Max(0, use.Room) - (offset ?? length);
        if (error != FileError.None || bytes.IsEmpty || bytes.Length <= most)
        {
            return error;
        }

        if (most <= 0)
        {
            return FileError.NoSpace;
        }

        bytes = bytes[..(int)most];
        return FileError.None;
    }
}
