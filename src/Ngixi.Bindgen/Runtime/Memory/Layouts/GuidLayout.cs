using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A GUID: 16 bytes in the order of RFC 4122, at any address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidLayout : IMemoryLayout<Guid>
{
    /// <inheritdoc/>
    public static int Size => 16;

    /// <inheritdoc/>
    public static int Alignment => 1;

    /// <inheritdoc/>
    public static Guid Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) => new(bytes[..Size], bigEndian: true);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, Guid value, string name) =>
        value.TryWriteBytes(block.At(at, Size), bigEndian: true, out _);
}
