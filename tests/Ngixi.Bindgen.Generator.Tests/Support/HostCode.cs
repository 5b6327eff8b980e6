using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>What must hold of generated C#, whatever the user's code declares.</summary>
internal static class HostCode
{
    /// <summary>
    /// The types and namespaces that generated code finds by where it stands: another of the same name could take their place.
    /// </summary>
    public static IEnumerable<string> NamesByPlace(Compilation output, IEnumerable<SyntaxTree> generated)
    {
        foreach (SyntaxTree tree in generated)
        {
            SemanticModel model = output.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsFirst))
            {
                if (model.GetSymbolInfo(name).Symbol is INamespaceOrTypeSymbol and not ITypeParameterSymbol and { } symbol
                    && !IsOfTheFile(symbol, tree)
                    && !IsOfBase(name, symbol))
                {
                    yield return $"{Path.GetFileName(tree.FilePath)}: '{name}' in '{name.FirstAncestorOrSelf<StatementSyntax>()?.ToString() ?? name.Parent!.ToString()}'";
                }
            }
        }
    }

    private static bool IsFirst(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Left == name,
        MemberAccessExpressionSyntax access => access.Expression == name,
        AliasQualifiedNameSyntax => false,
        NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax => false,
        BaseNamespaceDeclarationSyntax => false,
        _ =>
            !name.IsVar
            && name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is var space
            && (space is null || !space.Name.Span.Contains(name.Span)),
    };

    // A type that stands in the file, nested in what encloses the name, is found before any other.
    private static bool IsOfTheFile(INamespaceOrTypeSymbol symbol, SyntaxTree tree) =>
        symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == tree)
        || symbol is INamespaceSymbol { IsGlobalNamespace: true };

    // nint and the like are words.
    private static bool IsOfBase(SimpleNameSyntax name, INamespaceOrTypeSymbol symbol) =>
        symbol is ITypeSymbol { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr }
        && name.Identifier.Text is "nint" or "nuint";
}
