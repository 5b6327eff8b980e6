using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0005, NGX0021: gives an import a name of its own: an overload after its parameters, any other after its interface.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameImportFix() : BindgenFix("NGX0005", "NGX0021")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<MethodDeclarationSyntax>() is { } declaration
            && declaration.FindAttribute("WasmName") is null
            && offer.Model.GetDeclaredSymbol(declaration, offer.Cancellation) is { } method
            && NameFor(method) is { } name)
        {
            offer.Replace(
                $"Name it '{name}' with [WasmName]",
                declaration,
                declaration.AddAttribute(Attributes.Make("Ngixi.Bindgen.WasmName", Attributes.Literal(name))));
        }
    }

    private static string? NameFor(IMethodSymbol method)
    {
        AttributeData? import = FindAttribute(method.ContainingType, "WasmImportAttribute")
            ?? FindAttribute(method.ContainingType, "WasmExportAttribute");
        AttributeData? resource = FindAttribute(method.ContainingType, "WasmResourceAttribute");
        string prefix = (import?.NamedArguments.FirstOrDefault(argument => argument.Key == "Prefix").Value.Value
            ?? resource?.ConstructorArguments.FirstOrDefault().Value) as string
            ?? "";
        string taken = prefix + Naming.ToSnakeCase(WithoutAsync(method));
        bool isOverload = method.ContainingType.GetMembers(method.Name).Length > 1;
        string[] words = [.. method.Parameters
            .Select(parameter => parameter.Type)
            .Where(type => type.Name is not ("CancellationToken" or "GuestContext"))
            .Select(WordFor)];
        return isOverload && words.Length > 0 && (import ?? resource) is not null
            ? $"{taken}_{string.Join("_", words)}"
            : import is not null ? $"{Naming.ToSnakeCase(InterfaceName.WithoutPrefix(method.ContainingType.Name))}_{taken}" : null;
    }

    /// <summary>An attribute of the contract itself: the imports of a base interface may have several prefixes.</summary>
    private static AttributeData? FindAttribute(INamedTypeSymbol contract, string name) =>
        contract.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);

    private static string WithoutAsync(IMethodSymbol method) =>
        method.ReturnType.Name is "Task" or "ValueTask" && method.Name.EndsWith("Async", StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - "Async".Length)
            : method.Name;

    /// <summary>What a parameter is, in a word: overloads differ by that, and not always by the parameters' names.</summary>
    private static string WordFor(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => "text",
        { SpecialType: not SpecialType.None } simple => simple.ToDisplayString(),
        IArrayTypeSymbol array => WordForSeveral(array.ElementType),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } optional => WordFor(optional.TypeArguments[0]),
        INamedTypeSymbol { Name: "ReadOnlySpan" or "Span" or "ReadOnlyMemory" or "IReadOnlyList", TypeArguments.Length: 1 } several =>
            WordForSeveral(several.TypeArguments[0]),
        INamedTypeSymbol { Name: "IReadOnlyDictionary" } => "dictionary",
        { TypeKind: TypeKind.Interface } => Naming.ToSnakeCase(InterfaceName.WithoutPrefix(type.Name)),
        _ => Naming.ToSnakeCase(type.Name),
    };

    private static string WordForSeveral(ITypeSymbol item) => item.SpecialType == SpecialType.System_Char ? "text" : $"{WordFor(item)}s";
}
