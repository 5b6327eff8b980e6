using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.CodeFixes.Editing;

/// <summary>Puts types that cross in the place of their neighbours that do not, inside of other types too.</summary>
internal sealed class SupportedTypes(SemanticModel model, CancellationToken cancellation) : CSharpSyntaxRewriter
{
    private const string List = "global::System.Collections.Generic.IReadOnlyList";
    private const string Dictionary = "global::System.Collections.Generic.IReadOnlyDictionary";
    private const string Memory = "global::System.ReadOnlyMemory";

    /// <summary>Gets what the outermost replaced type became, without namespaces.</summary>
    public string? Instead { get; private set; }

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is not TypeSyntax type
            || node is NullableTypeSyntax
            || model.GetTypeInfo(type, cancellation).Type is not { } symbol
            || ReplacementOf(symbol) is not { } replacement)
        {
            return base.Visit(node);
        }

        GenericNameSyntax? generic = type as GenericNameSyntax ?? (type as QualifiedNameSyntax)?.Right as GenericNameSyntax;
        SeparatedSyntaxList<TypeSyntax>? arguments = generic?.TypeArgumentList.Arguments;
        string inner = arguments is null ? "" : $"<{string.Join(", ", arguments.Value.Select(argument => Visit(argument)!.ToString()))}>";
        Instead = TypeText.Short(replacement + inner);
        return TypeText.Parse(replacement + inner).WithTriviaFrom(type);
    }

    private static string? ReplacementOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_IntPtr } => "long",
        { SpecialType: SpecialType.System_UIntPtr } => "ulong",
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Char } => "string",
        INamedTypeSymbol named => ReplacementOf($"{named.ContainingNamespace}.{named.MetadataName}", named),
        _ => null,
    };

    private static string? ReplacementOf(string fullName, INamedTypeSymbol type) => fullName switch
    {
        "System.Text.StringBuilder" => "string",
        "System.Memory`1" or "System.ArraySegment`1" => Memory,
        "System.Collections.Generic.IList`1" or "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IEnumerable`1"
            or "System.Collections.Generic.IReadOnlyCollection`1" or "System.Collections.Immutable.ImmutableList`1" => List,
        "System.Collections.Generic.IDictionary`2" or "System.Collections.Immutable.ImmutableDictionary`2"
            when type.TypeArguments[0].SpecialType == SpecialType.System_String => Dictionary,
        _ => null,
    };
}
