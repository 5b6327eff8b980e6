using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0011, NGX0016: removes a limit of what has no length.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveLimitFix() : BindgenFix("NGX0011", "NGX0016")
{
    private protected override void Offer(FixOffer offer)
    {
        // A negative limit was meant to be some other one, and only its author knows which.
        if (offer.Find<AttributeSyntax>() is { Parent.Parent: ParameterSyntax parameter } attribute
            && attribute.ArgumentList?.Arguments is { Count: 1 } arguments
            && offer.Model.GetConstantValue(arguments[0].Expression, offer.Cancellation).Value is >= 0)
        {
            offer.Replace($"Remove [{attribute.Name}]", parameter, parameter.RemoveAttribute(attribute));
        }
    }
}
