using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>Memory of characters: a string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CharactersConversion : IConversion<ReadOnlyMemory<char>, string>
{
    /// <inheritdoc/>
    public static bool TryRead(string value, out ReadOnlyMemory<char> converted, [NotNullWhen(false)] out string? reason)
    {
        converted = value.AsMemory();
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static string Write(ReadOnlyMemory<char> value, string name) => value.ToString();
}
