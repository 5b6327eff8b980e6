using System.Buffers.Binary;
using System.IO.Compression;

namespace Ngixi.Hosting.Recording.Format;

/// <summary>Writes blocks to a file, up to a bound.</summary>
internal sealed class BlockFileWriter : IDisposable
{
    // Room for a last block that says why there are no more.
    private const int Reserve = 1024;

    // The fastest: it runs on the thread of the guest.
    private const int Quality = 1;
    private const int Window = 18;

    private readonly FileStream file;
    private readonly long maxBytes;
    private readonly byte[] block =
        new byte[RecordingFormat.BlockHead + BrotliEncoder.GetMaxCompressedLength(RecordingFormat.BlockBytes)];

    private readonly byte[] checksum = new byte[RecordingFormat.ChecksumBytes];

    public BlockFileWriter(string path, long maxBytes)
    {
        this.maxBytes = maxBytes;
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(RecordingFormat.Start);
        Bytes = RecordingFormat.Start.Length;
    }

    /// <summary>Gets the bytes of the file.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes a block.</summary>
    /// <param name="events">The events.</param>
    /// <param name="isLast">Whether it is the last, and may use the room that is kept for it.</param>
    /// <returns>False where it does not fit; nothing is written then.</returns>
    public bool TryWrite(ReadOnlySpan<byte> events, bool isLast)
    {
        Span<byte> content = block.AsSpan(RecordingFormat.BlockHead);
        BrotliEncoder.TryCompress(events, content, out int length, Quality, Window);
        int whole = RecordingFormat.BlockHead + length;
        if (Bytes + whole > maxBytes - (isLast ? 0 : Reserve))
        {
            return false;
        }

        BinaryPrimitives.WriteInt32LittleEndian(block, length);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(sizeof(int)), events.Length);
        RecordingFormat.Checksum(checksum, block.AsSpan(0, 2 * sizeof(int)), content[..length], checksum);
        checksum.CopyTo(block.AsSpan(2 * sizeof(int)));
        file.Write(block.AsSpan(0, whole));
        Bytes += whole;
        return true;
    }

    public void Dispose() => file.Dispose();
}
