using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0038: writes an interface's prefix into the name of an import.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PrefixNameFix() : BindgenFix("NGX0038")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<LiteralExpressionSyntax>() is { RawKind: (int)SyntaxKind.StringLiteralExpression } name
            && offer.Diagnostic.Properties.TryGetValue("Prefix", out string? prefix))
        {
            string prefixed = $"{prefix}{name.Token.ValueText}";
            offer.Replace($"Name the import '{prefixed}'", name, Attributes.Literal(prefixed).WithTriviaFrom(name));
        }
    }
}
