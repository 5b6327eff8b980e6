using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0002: passes by value what is passed by reference for the sake of speed only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PassByValueFix() : BindgenFix("NGX0002")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<ParameterSyntax>() is not { } parameter)
        {
            return;
        }

        SyntaxTokenList modifiers = parameter.Modifiers;
        if (modifiers.Any(SyntaxKind.InKeyword) || modifiers.Any(SyntaxKind.ReadOnlyKeyword))
        {
            SyntaxTokenList kept = [.. modifiers.Where(modifier =>
                !modifier.IsKind(SyntaxKind.InKeyword)
                && !modifier.IsKind(SyntaxKind.RefKeyword)
                && !modifier.IsKind(SyntaxKind.ReadOnlyKeyword))];
            offer.Replace("Pass it by value", parameter, parameter.WithModifiers(kept).WithLeadingTrivia(parameter.GetLeadingTrivia()));
        }
    }
}
