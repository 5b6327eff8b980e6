using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0033: lets guests combine an enum's values.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddFlagsFix() : BindgenFix("NGX0033")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<EnumDeclarationSyntax>() is { } flags)
        {
            offer.Replace("Add [Flags]", flags, flags.AddAttribute(Attributes.Make("System.Flags")));
        }
    }
}
