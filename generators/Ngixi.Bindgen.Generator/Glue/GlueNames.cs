using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>
/// Names types in one file of glue. Each name begins at the root of a reference, so that no namespace, type, alias or using of
/// the user's project gives it another meaning.
/// </summary>
internal sealed class GlueNames
{
    /// <summary>The namespace of the glue's own types, whose names no type of the user has.</summary>
    public const string GeneratedNamespace = "Ngixi.Bindgen.Generated";

    private readonly SortedSet<string> aliases = new(StringComparer.Ordinal);

    /// <summary>Gets the extern aliases of what was named.</summary>
    public IReadOnlyCollection<string> Aliases => aliases;

    /// <summary>Names a type of the user.</summary>
    public string Type(TypeName type)
    {
        Use(type.Alias);
        string path = string.Join(".", type.Path.Split('.').Select(CSharpText.Identifier));
        return $"{type.Alias}::{CSharpText.NamespaceName(type.Namespace, ".")}{path}";
    }

    /// <inheritdoc cref="Type(TypeName)"/>
    public string Type(QualifiedName type)
    {
        foreach (string alias in type.Aliases)
        {
            Use(alias);
        }

        return type.Text;
    }

    /// <summary>The layout of a record, as a name of its own namespace.</summary>
    public static string LayoutOf(TypeName record) => $"{Flat(record)}Layout";

    /// <summary>The class that defines the imports of a resource, as a name of its own namespace.</summary>
    public static string ImportsOf(TypeName resource) => $"{Flat(resource)}Imports";

    /// <summary>Names a type of the glue's own namespace.</summary>
    public static string Generated(string type) => $"global::{GeneratedNamespace}.{type}";

    /// <summary>One word for a name of several, another for each: no part of a name begins with a digit.</summary>
    private static string Flat(TypeName name) =>
        $"{(name.Namespace.Length == 0 ? "" : name.Namespace + ".")}{name.Path}".Replace("_", "_0").Replace('.', '_');

    private void Use(string alias)
    {
        if (alias != TypeName.Global)
        {
            aliases.Add(alias);
        }
    }
}
