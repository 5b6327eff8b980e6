using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0030: ends a prefix with an underscore.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SeparatePrefixFix() : BindgenFix("NGX0030")
{
    private protected override void Offer(FixOffer offer)
    {
        // A constant may be meant for more than this.
        if (offer.Find<LiteralExpressionSyntax>() is { RawKind: (int)SyntaxKind.StringLiteralExpression } prefix)
        {
            string separated = $"{prefix.Token.ValueText}_";
            offer.Replace($"Make the prefix '{separated}'", prefix, Attributes.Literal(separated).WithTriviaFrom(prefix));
        }
    }
}
