namespace Ngixi.Capabilities;

/// <summary>An open file of an overlay. What is below is open for reading alone.</summary>
internal sealed class OverlayFile : IGuestFile
{
    private readonly OverlayLayers layers;
    private readonly IGuestFile file;
    private readonly string path;
    private readonly bool isAbove;
    private bool isClosed;

    /// <summary>Takes a file that was opened, under the lock.</summary>
    public OverlayFile(OverlayLayers layers, IGuestFile file, string path, bool isAbove)
    {
        (this.layers, this.file, this.path, this.isAbove) = (layers, file, path, isAbove);
        layers.Open();
    }

    public FileError Read(long offset, Span<byte> buffer, out int count) => file.Read(offset, buffer, out count);

    public FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        return isAbove ? file.Write(offset, bytes, out count) : FileError.ReadOnly;
    }

    public FileError Append(ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        return isAbove ? file.Append(bytes, out count) : FileError.ReadOnly;
    }

    public FileError SetLength(long length) => isAbove ? file.SetLength(length) : FileError.ReadOnly;

    public FileError GetStatus(out FileStatus status)
    {
        FileError error = file.GetStatus(out status);
        status = OverlayLayers.Numbered(status, isAbove);
        return error;
    }

    public FileError SetTimes(FileTimes times)
    {
        if (isAbove)
        {
            return file.SetTimes(times);
        }

        lock (layers.Files.Lock)
        {
            return layers.SetTimes(path, times);
        }
    }

    public FileError Flush() => isAbove ? file.Flush() : FileError.None;

    public void Dispose()
    {
        lock (layers.Files.Lock)
        {
            if (!isClosed)
            {
                isClosed = true;
                file.Dispose();
                layers.Close();
            }
        }
    }
}
