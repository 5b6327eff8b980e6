using System.Buffers.Binary;
using System.IO.Compression;

namespace Ngixi.Hosting.Recording.Format;

/// <summary>Reads the blocks of a file, of which nothing is trusted. Has two blocks in memory at most.</summary>
internal sealed class BlockFileReader : IDisposable
{
    private readonly Stream file;
    private readonly byte[] content = new byte[BrotliEncoder.GetMaxCompressedLength(RecordingFormat.BlockBytes)];
    private readonly byte[] events = new byte[RecordingFormat.BlockBytes];
    private readonly byte[] checksum = new byte[RecordingFormat.ChecksumBytes];
    private long number;

    public BlockFileReader(Stream file)
    {
        this.file = file;
        Span<byte> start = stackalloc byte[RecordingFormat.Start.Length];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length || !start[..^1].SequenceEqual(RecordingFormat.Start[..^1]))
        {
            throw new RecordingFormatException("The file is no recording of a guest.");
        }

        if (start[^1] != RecordingFormat.Start[^1])
        {
            throw new RecordingFormatException(
                $"The recording is of version {start[^1]} of the format: this library reads version {RecordingFormat.Start[^1]}.");
        }
    }

    /// <summary>Gets whether the file ends within a block: what wrote it was ended.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Reads the next block.</summary>
    /// <returns>Its events, until the next is read; nothing where there is no more whole block.</returns>
    /// <exception cref="RecordingFormatException">It is not what was written.</exception>
    public Memory<byte> Next()
    {
        Span<byte> head = stackalloc byte[RecordingFormat.BlockHead];
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read < head.Length)
        {
            IsTorn = read > 0;
            return default;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        int expected = BinaryPrimitives.ReadInt32LittleEndian(head[sizeof(int)..]);
        number++;
        if (length <= 0 || length > content.Length || expected <= 0 || expected > events.Length)
        {
            throw Damaged();
        }

        if (file.ReadAtLeast(content.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
        {
            IsTorn = true;
            return default;
        }

        RecordingFormat.Checksum(checksum, head[..(2 * sizeof(int))], content.AsSpan(0, length), checksum);
        return checksum.AsSpan().SequenceEqual(head[(2 * sizeof(int))..])
            && BrotliDecoder.TryDecompress(content.AsSpan(0, length), events.AsSpan(0, expected), out int written)
            && written == expected
            ? events.AsMemory(0, expected)
            : throw Damaged();
    }

    public void Dispose() => file.Dispose();

    private RecordingFormatException Damaged() => new($"Block {number:N0} of the recording is not what was written.");
}
