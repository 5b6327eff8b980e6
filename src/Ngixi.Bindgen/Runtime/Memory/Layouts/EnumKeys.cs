using System.ComponentModel;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>Keys that are values of an enum.</summary>
/// <typeparam name="T">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumKeys<T> : IDictionaryKeys<T>
    where T : unmanaged, Enum
{
    /// <inheritdoc/>
    public static string? Read(long stored, out T key)
    {
        // The first bytes are the lowest.
        key = Unsafe.As<long, T>(ref stored);
        return Write(key) != stored ? $"the key {stored} is not in the range of {typeof(T).Name}"
            : EnumValues<T>.IsDefined(key) ? null : $"as a key, {EnumValues<T>.Excludes(key)}";
    }

    /// <inheritdoc/>
    public static long Write(T key) => (Unsafe.SizeOf<T>(), EnumValues<T>.IsSigned) switch
    {
        (1, true) => Unsafe.BitCast<T, sbyte>(key),
        (1, false) => Unsafe.BitCast<T, byte>(key),
        (2, true) => Unsafe.BitCast<T, short>(key),
        (2, false) => Unsafe.BitCast<T, ushort>(key),
        (4, true) => Unsafe.BitCast<T, int>(key),
        (4, false) => Unsafe.BitCast<T, uint>(key),
        _ => Unsafe.BitCast<T, long>(key),
    };
}
