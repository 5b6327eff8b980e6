using System.Runtime.CompilerServices;

namespace Ngixi.Bindgen.Runtime.Values;

/// <summary>Which values an enum defines.</summary>
internal static class EnumValues<T>
    where T : unmanaged, Enum
{
    public static readonly bool IsSigned = Type.GetTypeCode(typeof(T)) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32;

    /// <summary>All bits that an enum with <see cref="FlagsAttribute"/> defines; null without it.</summary>
    private static readonly ulong? Flags = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false) ? AllBits() : null;

    /// <summary>Gets whether a value, or with <see cref="FlagsAttribute"/> each of its bits, is defined.</summary>
    public static bool IsDefined(T value) => Flags is { } flags ? (BitsOf(value) & ~flags) == 0 : Enum.IsDefined(value);

    /// <summary>Says why a value is not defined.</summary>
    public static string Excludes(T value) => Flags is null
        ? $"{value:D} is not a value of {typeof(T).Name}"
        : $"{value:D} has bits that {typeof(T).Name} does not define";

    /// <summary>The bits of a value, and no more than its type has.</summary>
    private static ulong BitsOf(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<T, byte>(value),
        2 => Unsafe.BitCast<T, ushort>(value),
        4 => Unsafe.BitCast<T, uint>(value),
        _ => Unsafe.BitCast<T, ulong>(value),
    };

    private static ulong AllBits()
    {
        ulong bits = 0;
        foreach (T value in Enum.GetValues<T>())
        {
            bits |= BitsOf(value);
        }

        return bits;
    }
}
