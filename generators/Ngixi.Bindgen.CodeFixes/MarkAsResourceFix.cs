using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0001: lets the objects of an interface of one's own cross by handle.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MarkAsResourceFix() : BindgenFix("NGX0001")
{
    private protected override void Offer(FixOffer offer)
    {
        // Through a task and a question mark.
        IEnumerable<TypeSyntax> types = offer.Find<TypeSyntax>()?.DescendantNodesAndSelf().OfType<TypeSyntax>() ?? [];
        foreach (TypeSyntax type in types)
        {
            if (type is not NullableTypeSyntax
                && offer.Model.GetTypeInfo(type, offer.Cancellation).Type is INamedTypeSymbol symbol
                && symbol is { TypeKind: TypeKind.Interface, IsGenericType: false }
                && symbol.GetAttributes().Length == 0
                && symbol.Locations[0].IsInSource)
            {
                string prefix = $"{Naming.ToSnakeCase(InterfaceName.WithoutPrefix(symbol.Name))}_";
                offer.Change($"Add [WasmResource(\"{prefix}\")] to '{symbol.Name}'", (symbol.Locations[0], declaration =>
                    declaration.AddAttribute(Attributes.Make("Ngixi.Bindgen.WasmResource", Attributes.Literal(prefix)))));
                return;
            }
        }
    }
}
