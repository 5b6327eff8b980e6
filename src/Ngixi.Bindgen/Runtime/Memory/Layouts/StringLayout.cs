using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A string: a pointer and a length in bytes, whose bit 31 says that the text is UTF-16.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringLayout : IMemoryLayout<string>
{
    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static string Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) => guest.ReadString(bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, string value, string name) => block.WriteString(at, value, name);
}
