using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>An XML documentation comment, its texts already in Markdown, and what attributes say to whoever uses the thing.</summary>
/// <param name="Deprecated">The message of <c>[Obsolete]</c>, empty where it has none; null without the attribute.</param>
/// <param name="IsExperimental">Whether it has <c>[Experimental]</c>.</param>
internal sealed record Documentation(
    string Summary,
    string Remarks,
    string Returns,
    EquatableArray<NamedText> Parameters,
    EquatableArray<NamedText> Exceptions,
    string? Deprecated = null,
    bool IsExperimental = false)
{
    public static readonly Documentation None = new("", "", "", default, default);
}

internal sealed record NamedText(string Name, string Text);
