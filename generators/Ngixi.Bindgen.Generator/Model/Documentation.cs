using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>An XML documentation comment, its texts already in Markdown.</summary>
internal sealed record Documentation(
    string Summary,
    string Remarks,
    string Returns,
    EquatableArray<NamedText> Parameters,
    EquatableArray<NamedText> Exceptions)
{
    public static readonly Documentation None = new("", "", "", default, default);
}

internal sealed record NamedText(string Name, string Text);
