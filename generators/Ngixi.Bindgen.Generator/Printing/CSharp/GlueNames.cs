using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>How one file of glue names types: short, with a using, or whole where a type of the user hides a short name.</summary>
internal sealed class GlueNames(string currentNamespace, bool qualify)
{
    private readonly HashSet<string> namespaces = new(StringComparer.Ordinal);

    /// <summary>Gets the namespaces of what was named short, those of .NET first.</summary>
    public IEnumerable<string> Usings => namespaces
        .OrderByDescending(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal))
        .ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>Names a type that is not the user's.</summary>
    public string this[string type] => Name(type, type);

    public string Attribute(string type) => Name($"{type}Attribute", type);

    /// <summary>Names a type of the user.</summary>
    public string Type(TypeName type) => CSharpText.TypeReference(type, currentNamespace);

    private string Name(string type, string shortName)
    {
        string home = ShortNames.Namespaces[type];
        if (qualify)
        {
            return $"global::{home}.{type}";
        }

        namespaces.Add(home);
        return shortName;
    }
}
