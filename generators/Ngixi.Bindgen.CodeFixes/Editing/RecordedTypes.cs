using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.CodeFixes.Editing;

/// <summary>Writes the types of a contract file, which have no namespaces there, as a place in the source can name them.</summary>
/// <param name="place">The interface that gets them.</param>
internal sealed class RecordedTypes(SemanticModel model, INamedTypeSymbol place, int position) : CSharpSyntaxRewriter
{
    private bool isKnown;

    /// <summary>Writes a type, or returns null where one that it mentions is gone, or may be one of several.</summary>
    public TypeSyntax? Write(string text)
    {
        isKnown = true;
        TypeSyntax parsed = SyntaxFactory.ParseTypeName(text);
        SyntaxNode written = Visit(parsed);
        return isKnown && !parsed.ContainsDiagnostics ? TypeText.Parse(written.ToFullString()) : null;
    }

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => TypeOf(node.Identifier) is { } type
        ? SyntaxFactory.ParseTypeName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).WithTriviaFrom(node)
        : Unknown(node);

    public override SyntaxNode? VisitGenericName(GenericNameSyntax node)
    {
        string? space = node.Identifier.ValueText switch
        {
            "Span" => "System",
            "IReadOnlyDictionary" => "System.Collections.Generic",
            _ => null,
        };
        return space is null
            ? Unknown(node)
            : SyntaxFactory.ParseTypeName($"global::{space}.{base.VisitGenericName(node)!.ToString()}").WithTriviaFrom(node);
    }

    private SyntaxNode Unknown(SyntaxNode node)
    {
        isKnown = false;
        return node;
    }

    /// <summary>The type of a name: one of .NET, or the one that stands here without its namespace, or the one of the project.</summary>
    private INamedTypeSymbol? TypeOf(SyntaxToken identifier) => ContractWords.IsBuiltIn(identifier.Text)
        ? model.Compilation.GetTypeByMetadataName($"System.{identifier.Text}")
        : TypeOf(identifier.ValueText);

    private INamedTypeSymbol? TypeOf(string name) =>
        Only(model.LookupNamespacesAndTypes(position, name: name))
        ?? Only(model.Compilation.GetSymbolsWithName(name, SymbolFilter.Type));

    private INamedTypeSymbol? Only(IEnumerable<ISymbol> symbols)
    {
        INamedTypeSymbol[] types = [.. symbols.OfType<INamedTypeSymbol>().Where(type =>
            type.Arity == 0 && Crosses(type) && model.Compilation.IsSymbolAccessibleWithin(type, place))];
        return types.Length == 1 ? types[0] : null;
    }

    private static bool Crosses(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Enum or TypeKind.Struct or TypeKind.Class
        || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "WasmResourceAttribute");
}
