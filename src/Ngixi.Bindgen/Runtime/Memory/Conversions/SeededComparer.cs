using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>
/// Compares as always, with hash codes that a guest cannot foresee: else it would pass a set of millions of numbers that all
/// fall into one bucket, and keep the host busy for hours. What .NET does of itself for text.
/// </summary>
/// <remarks>
/// What makes the hash code of a record is its author's business; <see cref="GuestOptions.MaxItemsPerCall"/> limits how many there are.
/// </remarks>
internal sealed class SeededComparer<T> : IEqualityComparer<T>
{
    /// <summary>Gets the comparer; null for text, where that of .NET is one.</summary>
    public static IEqualityComparer<T>? Instance { get; } = typeof(T) == typeof(string) ? null : new SeededComparer<T>();

    /// <summary>Makes a set that takes as much room as its distinct items: a guest may pass one of them millions of times.</summary>
    public static HashSet<T> SetOf(T[] items)
    {
        HashSet<T> set = new(Instance);
        foreach (T item in items)
        {
            set.Add(item);
        }

        return set;
    }

    /// <summary>Types whose hash codes have fewer bits than they, and that are equal where all their bits are.</summary>
    private static bool IsWide =>
        typeof(T) == typeof(long) || typeof(T) == typeof(ulong) || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(Guid)
            || (typeof(T).IsEnum && Unsafe.SizeOf<T>() == sizeof(long))
            || typeof(T) == typeof(TimeOnly) || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128);

    public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

    public int GetHashCode(T obj)
    {
        if (IsWide)
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref obj), Unsafe.SizeOf<T>()));
            return hash.ToHashCode();
        }

        return obj switch
        {
            double number => Combine(BitConverter.DoubleToInt64Bits(number == 0 ? 0 : double.IsNaN(number) ? double.NaN : number)),
            DateTimeOffset instant => Combine(instant.UtcTicks),
            DateTime time => Combine(time.Ticks),
            _ => HashCode.Combine(obj),
        };
    }

    private static int Combine(long value) => HashCode.Combine((int)value, (int)(value >> 32));
}
