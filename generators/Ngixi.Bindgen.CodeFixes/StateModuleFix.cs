using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0010: states one of the modules that hand a resource out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StateModuleFix() : BindgenFix("NGX0010")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.FindOther()?.FindAttribute("WasmResource") is null
            || !offer.Diagnostic.Properties.TryGetValue("Modules", out string? modules)
            || modules is null)
        {
            return;
        }

        foreach (string module in modules.Split('\n'))
        {
            offer.ReplaceByChoice(
                $"Put its imports in the module '{module}'",
                module,
                offer.Diagnostic.AdditionalLocations[0],
                declaration =>
                {
                    AttributeSyntax attribute = declaration.FindAttribute("WasmResource")!;
                    return declaration.ReplaceNode(attribute, WithModule(attribute, module));
                });
        }
    }

    private static AttributeSyntax WithModule(AttributeSyntax attribute, string module) => attribute.AddArgumentListArguments(
        SyntaxFactory.AttributeArgument(Attributes.Literal(module)).WithNameEquals(SyntaxFactory.NameEquals("Module")));
}
