using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0026: gives a resource a release.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeriveFromDisposableFix() : BindgenFix("NGX0026")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<InterfaceDeclarationSyntax>() is { } resource)
        {
            offer.Replace("Derive it from IDisposable", resource, resource.AddBase(TypeText.Parse(TypeText.Disposable)));
        }
    }
}
