using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime;

/// <summary>The numbers of a list where they stand, copied only when nobody else knows where that is.</summary>
internal static class NumberItems
{
    public static ReadOnlySpan<T> Of<T>(IReadOnlyList<T> items)
        where T : unmanaged => items switch
        {
            T[] array => array,
            List<T> list => CollectionsMarshal.AsSpan(list),
            _ => items.ToArray(),
        };
}
