using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Memory;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A <c>bool</c>: one byte, 0 or 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanLayout : IMemoryLayout<bool>
{
    /// <inheritdoc/>
    public static int Size => 1;

    /// <inheritdoc/>
    public static int Alignment => 1;

    /// <inheritdoc/>
    public static bool Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        bytes[0] <= 1 ? bytes[0] != 0 : throw guest.Origin.Bad(name, $"{bytes[0]} is not in the range 0 to 1");

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, bool value, string name) => block.At(at, Size)[0] = value ? (byte)1 : (byte)0;
}
