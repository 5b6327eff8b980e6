using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime.Memory;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>An enum: as its underlying type.</summary>
/// <typeparam name="T">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumLayout<T> : IMemoryLayout<T>
    where T : unmanaged, Enum
{
    /// <inheritdoc/>
    public static int Size => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static int Alignment => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static T Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name)
    {
        T value = MemoryMarshal.Read<T>(bytes);
        return EnumValues<T>.IsDefined(value) ? value : throw guest.Origin.Bad(name, EnumValues<T>.Excludes(value));
    }

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, T value, string name) => MemoryMarshal.Write(block.At(at, Size), in value);
}
