namespace Ngixi.Bindgen.Generator.Model;

/// <summary>The name of a C# type.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Path">The name in its namespace, with the types around it: <c>Outer.IKeyValue</c>.</param>
/// <param name="Alias">The extern alias of the reference that has the type; <c>global</c> for the usual one without.</param>
internal sealed record TypeName(string Namespace, string Path, string Alias = TypeName.Global)
{
    public const string Global = "global";

    /// <summary>Gets the name without the types around it.</summary>
    public string Simple => Path.Substring(Path.LastIndexOf('.') + 1);

    /// <summary>Gets the name that no other type of the project has.</summary>
    public string Full => $"{(Alias == Global ? "" : Alias + "::")}{(Namespace.Length == 0 ? "" : Namespace + ".")}{Path}";

    /// <summary>Gets the name that guests know an interface by: without the <c>I</c> of C#.</summary>
    public string WithoutInterfacePrefix =>
        Simple.Length > 1 && Simple[0] == 'I' && char.IsUpper(Simple[1]) ? Simple.Substring(1) : Simple;
}
