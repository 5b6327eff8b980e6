namespace Ngixi.Capabilities;

/// <summary>An open file of a guest: it does what it was opened for, within the limits of the grant.</summary>
/// <param name="files">The files of the instance.</param>
/// <param name="mount">The mount that it is in.</param>
/// <param name="file">The file of the file system.</param>
/// <param name="opening">What it was opened for.</param>
/// <param name="own">The path that the guest opened it by, for the host's log.</param>
internal sealed class GrantedFile(InstanceFiles files, FileMount mount, IGuestFile file, FileOpening opening, string own) : IGuestFile
{
    public FileError Read(long offset, Span<byte> buffer, out int count)
    {
        count = 0;
        if (!opening.HasFlag(FileOpening.Read))
        {
            return FileError.Denied;
        }

        if (offset < 0)
        {
            return FileError.Invalid;
        }

        int allowed = files.ToRead(buffer.Length);
        if (allowed == 0 && buffer.Length > 0)
        {
            return files.TellLimit("read", own, $"read the {files.Grant.MaxBytesRead} bytes", nameof(FileGrant.MaxBytesRead));
        }

        FileError error = file.Read(offset, buffer[..allowed], out count);
        files.CountRead(count);
        return error;
    }

    public FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count) => WriteTo(offset, bytes, out count);

    public FileError Append(ReadOnlySpan<byte> bytes, out int count) => WriteTo(null, bytes, out count);

    public FileError SetLength(long length) =>
        !opening.HasFlag(FileOpening.Write) ? FileError.ReadOnly
        : length < 0 ? FileError.Invalid
        : file.SetLength(length);

    public FileError GetStatus(out FileStatus status) => file.GetStatus(out status);

    public FileError SetTimes(FileTimes times) => mount.IsWritable
        ? file.SetTimes(times)
        : files.Tell(FileError.ReadOnly, mount, "set the times of", own);

    // What a guest may not write has nothing of it to be flushed.
    public FileError Flush() => opening.HasFlag(FileOpening.Write) ? file.Flush() : FileError.None;

    public void Dispose()
    {
        files.Close(this);
        file.Dispose();
    }

    private FileError WriteTo(long? offset, ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        if (!opening.HasFlag(FileOpening.Write))
        {
            return FileError.ReadOnly;
        }

        if (offset < 0 || offset > long.MaxValue - bytes.Length)
        {
            return FileError.Invalid;
        }

        int allowed = files.ToWrite(bytes.Length);
        if (allowed == 0 && bytes.Length > 0)
        {
            return files.TellLimit("write", own, $"wrote the {files.Grant.MaxBytesWritten} bytes", nameof(FileGrant.MaxBytesWritten));
        }

        FileError error = offset is { } place
            ? file.Write(place, bytes[..allowed], out count)
            : file.Append(bytes[..allowed], out count);
        files.CountWritten(count);
        return error;
    }
}
