using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0024: makes an interface a resource, or an import.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class KeepOneAttributeFix() : BindgenFix("NGX0024")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<InterfaceDeclarationSyntax>() is not { } contract)
        {
            return;
        }

        foreach (string name in new[] { "WasmImport", "WasmResource" })
        {
            if (contract.FindAttribute(name) is not null)
            {
                offer.ReplaceByChoice(
                    $"Remove [{name}]",
                    name,
                    offer.Diagnostic.Location,
                    declaration => declaration.RemoveAttribute(declaration.FindAttribute(name)!));
            }
        }
    }
}
