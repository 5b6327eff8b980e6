using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="Version"/>: two to four numbers with points between them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VersionConversion : IConversion<Version, string>
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789.");

    /// <inheritdoc/>
    public static bool TryRead(string value, [MaybeNullWhen(false)] out Version converted, [NotNullWhen(false)] out string? reason)
    {
        converted = null;
        bool isVersion = !value.AsSpan().ContainsAnyExcept(Characters) && Version.TryParse(value, out converted);
        reason = isVersion ? null : $"{Quoted.Of(value, maxShown: 40)} is not a version, such as 1.2.3";
        return isVersion;
    }

    /// <inheritdoc/>
    public static string Write(Version value, string name) => BlockWriter.Require(value, name).ToString();
}
