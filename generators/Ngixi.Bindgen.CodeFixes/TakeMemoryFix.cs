using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0032: takes what an async method can, for a span that it only reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TakeMemoryFix() : BindgenFix("NGX0032")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<ParameterSyntax>()?.Type is { } type
            && offer.Model.GetTypeInfo(type, offer.Cancellation).Type is INamedTypeSymbol span
            && span is { Name: "ReadOnlySpan", TypeArguments.Length: 1 })
        {
            string instead = span.TypeArguments[0].SpecialType == SpecialType.System_Char
                ? "string"
                : $"ReadOnlyMemory<{span.TypeArguments[0].ToDisplayString()}>";
            offer.Replace(
                $"Take a '{instead}'",
                type,
                TypeText.Parse(instead == "string" ? instead : $"global::System.{instead}").WithTriviaFrom(type));
        }
    }
}
