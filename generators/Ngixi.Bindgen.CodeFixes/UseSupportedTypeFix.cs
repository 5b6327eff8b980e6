using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0001: replaces a type that cannot cross with the closest one that can, in a method or in a record.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UseSupportedTypeFix() : BindgenFix("NGX0001")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<TypeSyntax>() is not { } type)
        {
            return;
        }

        SupportedTypes types = new(offer.Model, offer.Cancellation);
        if (types.Visit(type) is TypeSyntax replaced && types.Instead is not null)
        {
            offer.Replace($"Use '{types.Instead}'", type, replaced.WithTriviaFrom(type));
        }
    }
}
