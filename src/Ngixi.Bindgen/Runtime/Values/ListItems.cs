using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime.Values;

/// <summary>The items of a list where they stand, which is known of an array and of a <see cref="List{T}"/>.</summary>
internal static class ListItems
{
    public static bool TryGetSpan<T>(IReadOnlyList<T> items, out ReadOnlySpan<T> span)
    {
        switch (items)
        {
            case T[] array:
                span = array;
                return true;
            case List<T> list:
                span = CollectionsMarshal.AsSpan(list);
                return true;
            default:
                span = default;
                return false;
        }
    }

    /// <summary>Gets the items where they stand, or a copy.</summary>
    public static ReadOnlySpan<T> Of<T>(IReadOnlyList<T> items) => TryGetSpan(items, out ReadOnlySpan<T> span) ? span : items.ToArray();
}
