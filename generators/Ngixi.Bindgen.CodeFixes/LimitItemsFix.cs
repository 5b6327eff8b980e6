using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0018: limits the items that a guest may pass, to a number for the author to think about.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LimitItemsFix() : BindgenFix("NGX0018")
{
    private const int Items = 1024;

    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<ParameterSyntax>() is { } parameter)
        {
            ExpressionSyntax items = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(Items));
            offer.Replace(
                $"Limit it to {Items} items",
                parameter,
                parameter.AddAttribute(Attributes.Make("Ngixi.Bindgen.MaxItems", items)));
        }
    }
}
