using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Walks everything that a step's output holds.</summary>
internal static class ModelGraph
{
    /// <summary>Fails when something in the graph would keep a compilation alive, or never be equal to its like.</summary>
    public static void AssertHoldsNothingOfTheCompiler(object? root) =>
        Walk(root, root?.GetType().Name ?? "null", new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Walk(object? node, string path, HashSet<object> seen)
    {
        if (node is null or string || node.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(node))
        {
            return;
        }

        Assert.False(
            node is Compilation
                or ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or SourceText or SemanticModel or AttributeData,
            $"{path} is a {node.GetType().Name}");
        if (node is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, $"{path}[]", seen);
            }
        }

        for (Type? type = node.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(node), $"{path}.{field.Name}", seen);
            }
        }
    }
}
