using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A number or a <c>char</c>: little-endian, at its natural alignment.</summary>
/// <typeparam name="T">The number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NumberLayout<T> : IMemoryLayout<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Size => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static int Alignment => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static T Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) => MemoryMarshal.Read<T>(bytes);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, T value, string name) => MemoryMarshal.Write(block.At(at, Size), in value);
}
