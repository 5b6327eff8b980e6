namespace Ngixi.Capabilities;

/// <summary>The order of keys: that of their UTF-8 bytes, which is that of their code points, as databases sort them.</summary>
public sealed class KeyValueOrder : IComparer<string>
{
    private KeyValueOrder()
    {
    }

    /// <summary>Gets the order.</summary>
    public static KeyValueOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x;
        ReadOnlySpan<char> right = y;
        int same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length ? left.Length.CompareTo(right.Length) : Rank(left[same]) - Rank(right[same]);
    }

    /// <summary>Puts surrogates, which stand for code points above all others, after U+E000 to U+FFFF.</summary>
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x2000 : unit >= 0xE000 ? unit - 0x800 : unit;
}
