using System.Collections.Immutable;

namespace Ngixi.Bindgen.Generator.Tests.Support;

internal static class ImmutableArrayExtensions
{
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> items) => items.IsDefault ? [] : items;
}
