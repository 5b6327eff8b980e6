using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Incremental;

/// <summary>
/// Reads an interface once for as long as neither it nor what it depends on changes. Roslyn asks for every interface after
/// every edit anywhere, and binding all of their methods again costs many times what the rest of the run does.
/// </summary>
/// <typeparam name="T">What the interface is read as.</typeparam>
internal static class ContractCache<T>
    where T : class
{
    // By the node of the declaration, which lives as long as its file is not edited.
    private static readonly ConditionalWeakTable<SyntaxNode, Entry> Entries = new();

    /// <summary>Reads the interface that a declaration with the attribute declares.</summary>
    public static T? Parse(
        GeneratorAttributeSyntaxContext declaration,
        Func<INamedTypeSymbol, Violations, CancellationToken, T?> parse,
        CancellationToken cancellation)
    {
        ProjectSnapshot surroundings = ProjectSnapshot.Of(declaration.SemanticModel.Compilation);
        if (Entries.TryGetValue(declaration.TargetNode, out Entry? entry) && entry.CachedParse.IsValidIn(surroundings))
        {
            return entry.Contract;
        }

        T? contract = ParseAnew(declaration, parse, cancellation);
        Entries.Remove(declaration.TargetNode);
        Entries.GetValue(declaration.TargetNode, node => new Entry(new CachedParse(node.SyntaxTree, surroundings), contract));
        return contract;
    }

    private static T? ParseAnew(
        GeneratorAttributeSyntaxContext declaration,
        Func<INamedTypeSymbol, Violations, CancellationToken, T?> parse,
        CancellationToken cancellation)
    {
        INamedTypeSymbol symbol = (INamedTypeSymbol)declaration.TargetSymbol;
        if (!IsFirst(declaration, symbol))
        {
            return null;
        }

        try
        {
            return parse(symbol, Violations.Ignore(), cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One interface must not take the glue of all others with it. The analyzer, which asks the same parser, reports this.
            return null;
        }
    }

    /// <summary>An interface has the attribute once. A copy of its file, or a second part of it, is an error of the compiler.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext declaration, INamedTypeSymbol symbol)
    {
        string attribute = declaration.Attributes[0].AttributeClass!.ToTypeName().Full;
        return symbol.FindAttribute(attribute)?.ApplicationSyntaxReference is { } first
            && first.SyntaxTree == declaration.TargetNode.SyntaxTree
            && declaration.TargetNode.Span.Contains(first.Span);
    }

    private sealed class Entry(CachedParse reading, T? contract)
    {
        public CachedParse CachedParse => reading;

        public T? Contract => contract;
    }
}
