using System.Security.Cryptography;

namespace Ngixi.Hosting.Recording.Format;

/// <summary>The file of a recording: a name and a version, then blocks of events.</summary>
/// <remarks>
/// A block has the length of its content, that of its events, a checksum over itself and all before it, and the events, compressed. Each
/// event lies in one block.
/// </remarks>
internal static class RecordingFormat
{
    /// <summary>The bytes of events in a block, at most.</summary>
    public const int BlockBytes = 64 * 1024;

    /// <summary>The bytes of memory in an event, at most: more are several events.</summary>
    public const int PieceBytes = 16 * 1024;

    /// <summary>The bytes of a name, at most.</summary>
    public const int NameBytes = 4 * 1024;

    /// <summary>The names of imports and exports, at most.</summary>
    public const int MaxNames = 4_096;

    /// <summary>The arguments of a call, at most; WebAssembly has no more.</summary>
    public const int MaxArguments = 1_000;

    public const int ChecksumBytes = 16;

    /// <summary>The bytes before the content of a block.</summary>
    public const int BlockHead = sizeof(int) + sizeof(int) + ChecksumBytes;

    /// <summary>Set in the kind of an event that has secrets.</summary>
    public const byte SecretFlag = 0x80;

    /// <summary>Gets what a file begins with. The last byte is the version.</summary>
    public static ReadOnlySpan<byte> Start => "ngixi-recording\n\u0001"u8;

    /// <summary>Computes the checksum of a block.</summary>
    /// <param name="before">That of the block before; nothing for the first.</param>
    /// <param name="lengths">The two lengths.</param>
    /// <param name="content">The content.</param>
    /// <param name="checksum">Takes it.</param>
    public static void Checksum(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> content, Span<byte> checksum)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.AppendData(before);
        hash.AppendData(lengths);
        hash.AppendData(content);
        hash.GetHashAndReset(whole);
        whole[..ChecksumBytes].CopyTo(checksum);
    }
}
