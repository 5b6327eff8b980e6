using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0027: puts <c>IDisposable</c>, of which guests know nothing, in the place of <c>IAsyncDisposable</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReplaceAsyncDisposableFix() : BindgenFix("NGX0027")
{
    private protected override void Offer(FixOffer offer)
    {
        // An interface that only inherits it says so elsewhere.
        if (offer.Find<BaseTypeSyntax>() is not { Parent: BaseListSyntax { Parent: InterfaceDeclarationSyntax contract } bases } type
            || offer.Model.GetDeclaredSymbol(contract, offer.Cancellation) is not { } symbol)
        {
            return;
        }

        if (symbol.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable))
        {
            offer.Replace("Remove IAsyncDisposable", bases, bases.RemoveBase(type));
        }
        else
        {
            offer.Replace("Derive it from IDisposable", type.Type, TypeText.Parse(TypeText.Disposable).WithTriviaFrom(type.Type));
        }
    }
}
