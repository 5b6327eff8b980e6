namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>The name of a generated file in the compilation.</summary>
/// <param name="Type">The full name of the type that it is made from; empty for the file that there is once.</param>
/// <param name="Kind">
/// What else there is of the type. It begins with a <c>+</c>, which no name of C# has, so that no type's file has
/// the name of another type's stub.
/// </param>
internal sealed record HintName(string Type, string Kind = "")
{
    /// <summary>The file with what all stubs share.</summary>
    public static readonly HintName Manifest = new("", "Stubs+Manifest");

    public string Text => $"{Type.Replace("::", "+")}{Kind}.g.cs";

    /// <summary>The file with a stub.</summary>
    /// <param name="type">The full name of the type that it is made from.</param>
    /// <param name="language">The language of its guests.</param>
    /// <param name="isExported">Whether it has exports, beside another stub of the type.</param>
    public static HintName OfStub(string type, string language, bool isExported) =>
        new(type, $"+{language}{(isExported ? "+Exports" : "")}");

    /// <summary>The name with something in it that no other has.</summary>
    public string Distinct(string mark) => new HintName(Type, $"{Kind}+{mark}").Text;
}
