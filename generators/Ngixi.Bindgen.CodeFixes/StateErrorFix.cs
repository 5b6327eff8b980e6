using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0022: states in the contract the error that its implementation throws.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StateErrorFix() : BindgenFix("NGX0022")
{
    private protected override void Offer(FixOffer offer)
    {
        // A method has errors of one enum: where it states another, there is more to decide.
        if (offer.FindOther() is MethodDeclarationSyntax stated
            && stated.FindAttribute("WasmErrors") is null
            && offer.Diagnostic.Properties.TryGetValue("Errors", out string? errors)
            && errors is not null)
        {
            offer.Change(
                $"Add [WasmErrors(typeof({TypeText.Short(errors)}))] to the interface",
                (offer.Diagnostic.AdditionalLocations[0], declaration =>
                    declaration.AddAttribute(
                        Attributes.Make("Ngixi.Bindgen.WasmErrors", SyntaxFactory.TypeOfExpression(TypeText.Parse(errors))))));
        }
    }
}
