namespace Ngixi.Bindgen.Generator.Model;

/// <summary>The name of a C# type.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Path">The name in its namespace, with the types around it: <c>Outer.IKeyValue</c>.</param>
internal sealed record TypeName(string Namespace, string Path)
{
    /// <summary>Gets the name without the types around it.</summary>
    public string Simple => Path.Substring(Path.LastIndexOf('.') + 1);

    public string Full => Namespace.Length == 0 ? Path : $"{Namespace}.{Path}";

    /// <summary>Gets the name that guests know an interface by: without the <c>I</c> of C#.</summary>
    public string WithoutInterfacePrefix =>
        Simple.Length > 1 && Simple[0] == 'I' && char.IsUpper(Simple[1]) ? Simple.Substring(1) : Simple;
}
