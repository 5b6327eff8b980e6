using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The bytes of a file from its beginning: so many at most, also where the file grows while it is read.</summary>
internal sealed class GuestFileStream(IGuestFile file, string path, long maxBytes) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        // One byte more than allowed tells that there are more.
        long most = maxBytes - position;
        buffer = buffer.Length > most ? buffer[..(int)(most + 1)] : buffer;
        FileError error = file.Read(position, buffer, out int count);
        if (error != FileError.None)
        {
            throw GuestDirectoryReader.Failed(error, path);
        }

        if (count > most)
        {
            throw new IOException($"The file {UntrustedText.Quote(path)} has more than {maxBytes} bytes.");
        }

        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
