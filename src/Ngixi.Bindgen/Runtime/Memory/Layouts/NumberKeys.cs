using System.ComponentModel;
using System.Numerics;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>Keys that are integers.</summary>
/// <typeparam name="T">The integer, of 64 bits or fewer.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NumberKeys<T> : IDictionaryKeys<T>
    where T : IBinaryInteger<T>
{
    /// <inheritdoc/>
    public static string? Read(long stored, out T key)
    {
        key = T.CreateTruncating(stored);
        return Write(key) == stored ? null : $"the key {stored} is not in the range of {typeof(T).Name}";
    }

    /// <inheritdoc/>
    public static long Write(T key) => long.CreateTruncating(key);
}
