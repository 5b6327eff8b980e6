namespace Ngixi.Capabilities;

/// <summary>An open file: a key, and its value as it was last seen, which is the file once the key is gone.</summary>
internal sealed class KeyValueFile(KeyValueFiles files, string key, KeyValueEntry entry) : IGuestFile
{
    private const int MaxTries = 100;

    private KeyValueEntry last = entry;
    private bool isRemoved;

    /// <summary>Gets how long a value is still kept, in whole milliseconds, as stores take it.</summary>
    public static TimeSpan? TimeToKeep(KeyValueEntry entry) =>
        entry.TimeToLive is { } time ? TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)) : null;

    public FileError Read(long offset, Span<byte> buffer, out int count)
    {
        count = 0;
        FileError error = Refresh();
        if (error == FileError.None && offset < last.Value.Length)
        {
            ReadOnlySpan<byte> rest = last.Value.Span[(int)offset..];
            count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
        }

        return error;
    }

    public FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count) => Change(offset, bytes, out count);

    public FileError Append(ReadOnlySpan<byte> bytes, out int count) => Change(null, bytes, out count);

    public FileError SetLength(long length) => length > files.MaxFileBytes ? FileError.TooLarge : Change(length, [], out _, isCut: true);

    public FileError GetStatus(out FileStatus status)
    {
        FileError error = Refresh();
        status = KeyValueFiles.StatusOf(key, FileKind.File, last.Value.Length, isRemoved ? 0UL : 1UL);
        return error;
    }

    public FileError SetTimes(FileTimes times) => FileError.NotSupported;

    public FileError Flush() => files.Flush();

    public void Dispose()
    {
    }

    /// <summary>Puts a value with another part, or of another length; once more if somebody else wrote it meanwhile.</summary>
    private FileError Change(long? offset, ReadOnlySpan<byte> bytes, out int count, bool isCut = false)
    {
        count = 0;
        for (int i = 0; i < MaxTries; i++)
        {
            FileError error = Refresh();
            if (error != FileError.None)
            {
                return error;
            }

            long place = offset ?? last.Value.Length;
            int room = (int)Math.Clamp(files.MaxFileBytes - place, 0, bytes.Length);
            if (!isCut && room == 0)
            {
                return bytes.IsEmpty ? FileError.None : FileError.TooLarge;
            }

            byte[] changed = new byte[isCut ? place : Math.Max(last.Value.Length, place + room)];
            last.Value.Span[..Math.Min(changed.Length, last.Value.Length)].CopyTo(changed);
            bytes[..room].CopyTo(changed.AsSpan((int)place));
            error = Put(changed);
            if (error != FileError.Busy)
            {
                count = error == FileError.None ? room : 0;
                return error;
            }
        }

        return FileError.Busy;
    }

    private FileError Put(byte[] value)
    {
        if (isRemoved)
        {
            last = last with { Value = value };
            return FileError.None;
        }

        return files.Apply(new KeyValueWrite.Put(key, value, TimeToKeep(last), last.Version));
    }

    private FileError Refresh()
    {
        if (isRemoved)
        {
            return FileError.None;
        }

        FileError error = files.Find(key, out KeyValueEntry? found);
        isRemoved = error == FileError.None && found is null;
        last = found ?? last;
        return error;
    }
}
