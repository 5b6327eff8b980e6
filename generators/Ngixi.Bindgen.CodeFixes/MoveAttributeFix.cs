using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0023: moves an attribute to the contract that a method implements, or removes it where there is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveAttributeFix() : BindgenFix("NGX0023")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<AttributeSyntax>() is not { Parent.Parent: { } misplaced } attribute)
        {
            return;
        }

        if (offer.FindOther() is null)
        {
            offer.Replace("Remove it", misplaced, misplaced.RemoveAttribute(attribute));
        }
        else
        {
            offer.Change(
                "Move it to the interface",
                (
                    misplaced.GetLocation(),
                    declaration => declaration.RemoveAttribute(
                        declaration.DescendantNodes().OfType<AttributeSyntax>().First(copy => copy.IsEquivalentTo(attribute)))),
                (offer.Diagnostic.AdditionalLocations[0], declaration => declaration.AddAttribute(attribute)));
        }
    }
}
