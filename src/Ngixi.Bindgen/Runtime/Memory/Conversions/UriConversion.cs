using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="Uri"/>, relative or absolute: its original string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UriConversion : IConversion<Uri, string>
{
    /// <inheritdoc/>
    public static bool TryRead(string value, [MaybeNullWhen(false)] out Uri converted, [NotNullWhen(false)] out string? reason)
    {
        // Relative first: on some systems, a path that begins with a slash would be an absolute one of a file.
        bool isUri = Uri.TryCreate(value, UriKind.Relative, out converted) || Uri.TryCreate(value, UriKind.Absolute, out converted);
        reason = isUri ? null : $"{Quoted.Of(value, maxShown: 40)} is not a URI";
        return isUri;
    }

    /// <inheritdoc/>
    public static string Write(Uri value, string name) => BlockWriter.Require(value, name).OriginalString;
}
