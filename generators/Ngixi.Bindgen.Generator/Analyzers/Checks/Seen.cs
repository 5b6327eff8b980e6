using System.Collections.Concurrent;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Types that several interfaces use, and that are looked at once.</summary>
internal sealed class Seen
{
    private readonly ConcurrentDictionary<string, bool> types = new(StringComparer.Ordinal);

    /// <summary>Gets whether a type is seen for the first time.</summary>
    public bool IsNew(TypeName type) => types.TryAdd(type.Full, true);
}
