using System.Text;

namespace Ngixi.Hosting.Recording.Format;

/// <summary>Puts events into blocks. Each is begun, has its parts, and is ended.</summary>
internal sealed class EventWriter : IDisposable
{
    // Ten bytes for each argument, or a piece of memory, with all that stands around it.
    private const int MostOfEvent = RecordingFormat.PieceBytes + 1024;

    private readonly BlockFileWriter file;
    private readonly SecretBox? secrets;
    private readonly byte[] block = new byte[RecordingFormat.BlockBytes];
    private int length;
    private int secretStart;

    public EventWriter(BlockFileWriter file, SecretBox? secrets)
    {
        this.file = file;
        this.secrets = secrets;
    }

    /// <summary>Begins an event.</summary>
    /// <returns>False where the file takes no more. The events that wait for their block are lost.</returns>
    public bool TryBegin(EventKind kind, bool isSecret = false)
    {
        if (length > block.Length - MostOfEvent && !TryFlush())
        {
            return false;
        }

        block[length++] = (byte)((byte)kind | (isSecret ? RecordingFormat.SecretFlag : 0));
        return true;
    }

    public void Number(ulong value)
    {
        while (value >= 0x80)
        {
            block[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        block[length++] = (byte)value;
    }

    public void Byte(byte value) => block[length++] = value;

    /// <summary>Writes bits of a value of WebAssembly: small numbers in few bytes, those of fractions in all.</summary>
    public void Bits(long value) => Number((ulong)value);

    public void Bits(ReadOnlySpan<long> values)
    {
        Number((ulong)values.Length);
        foreach (long value in values)
        {
            Bits(value);
        }
    }

    /// <summary>Writes bytes and how many they are.</summary>
    public void Blob(ReadOnlySpan<byte> bytes)
    {
        Number((ulong)bytes.Length);
        bytes.CopyTo(block.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>Writes bytes alone.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(block.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>Writes text, cut at the length of names.</summary>
    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Blob(bytes.AsSpan(0, Math.Min(bytes.Length, RecordingFormat.NameBytes)));
    }

    /// <summary>Has what is written from here on encrypted by <see cref="EndSecret"/>.</summary>
    public void BeginSecret()
    {
        // Room for its length, which has five bytes always.
        length += 5;
        secretStart = length;
    }

    public void EndSecret()
    {
        int count = length - secretStart;
        Span<byte> plain = block.AsSpan(secretStart, count);
        Span<byte> hidden = count + SecretBox.TagBytes <= 512
            ? stackalloc byte[512]
            : new byte[count + SecretBox.TagBytes];
        hidden = hidden[..(count + SecretBox.TagBytes)];
        secrets!.Seal(plain, hidden);
        hidden.CopyTo(block.AsSpan(secretStart));
        length = secretStart + hidden.Length;
        uint left = (uint)hidden.Length;
        for (int i = 0; i < 5; i++)
        {
            block[secretStart - 5 + i] = (byte)((left & 0x7F) | (i < 4 ? 0x80u : 0));
            left >>= 7;
        }
    }

    /// <summary>Writes the hash of what is secret.</summary>
    public void Hash(ReadOnlySpan<byte> bytes)
    {
        secrets!.Hash(bytes, block.AsSpan(length, SecretBox.HashBytes));
        length += SecretBox.HashBytes;
    }

    /// <summary>Writes the events that wait for their block to the file.</summary>
    public bool TryFlush(bool isLast = false)
    {
        bool isWritten = length == 0 || file.TryWrite(block.AsSpan(0, length), isLast);
        length = 0;
        return isWritten;
    }

    public void Dispose() => file.Dispose();
}
