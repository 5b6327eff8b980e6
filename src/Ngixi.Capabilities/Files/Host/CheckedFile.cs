using Microsoft.Win32.SafeHandles;

namespace Ngixi.Capabilities;

/// <summary>An open file of the host, by calls that every system has.</summary>
/// <param name="handle">The file.</param>
/// <param name="root">The path of the mount on the host.</param>
/// <param name="info">What has its path.</param>
internal sealed class CheckedFile(SafeFileHandle handle, string root, FileInfo info) : IGuestFile
{
    public FileError Read(long offset, Span<byte> buffer, out int count)
    {
        count = 0;
        try
        {
            count = RandomAccess.Read(handle, buffer, offset);
            return FileError.None;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CheckedPath.ErrorOf(exception);
        }
    }

    public FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        try
        {
            RandomAccess.Write(handle, bytes, offset);
            count = bytes.Length;
            return FileError.None;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CheckedPath.ErrorOf(exception);
        }
    }

    /// <summary>Writes at the end. Who else writes there at the same time is not waited for.</summary>
    public FileError Append(ReadOnlySpan<byte> bytes, out int count) => Write(RandomAccess.GetLength(handle), bytes, out count);

    public FileError SetLength(long length) => CheckedPath.Try(() =>
    {
        RandomAccess.SetLength(handle, length);
        return FileError.None;
    });

    public FileError GetStatus(out FileStatus status)
    {
        FileStatus known = default;
        FileError error = CheckedPath.Try(() =>
        {
            known = new FileStatus(
                FileKind.File,
                CheckedPath.NumberOf(root, info),
                RandomAccess.GetLength(handle),
                Links: 1,
                CheckedPath.Nanoseconds(File.GetLastAccessTimeUtc(handle)),
                CheckedPath.Nanoseconds(File.GetLastWriteTimeUtc(handle)),
                CheckedPath.Nanoseconds(File.GetLastWriteTimeUtc(handle)));
            return FileError.None;
        });
        status = known;
        return error;
    }

    public FileError SetTimes(FileTimes times) => CheckedPath.Try(() =>
    {
        if (times.Accessed is { } accessed)
        {
            File.SetLastAccessTimeUtc(handle, CheckedPath.TimeOf(accessed));
        }

        if (times.Written is { } written)
        {
            File.SetLastWriteTimeUtc(handle, CheckedPath.TimeOf(written));
        }

        return FileError.None;
    });

    public FileError Flush() => CheckedPath.Try(() =>
    {
        RandomAccess.FlushToDisk(handle);
        return FileError.None;
    });

    public void Dispose() => handle.Dispose();
}
