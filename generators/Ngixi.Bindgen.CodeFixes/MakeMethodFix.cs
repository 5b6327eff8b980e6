using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0004: makes a property a method, and its setter another.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeMethodFix() : BindgenFix("NGX0004")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<PropertyDeclarationSyntax>() is not { AccessorList.Accessors: var accessors } property
            || property.Modifiers.Count > 0)
        {
            return;
        }

        string name = property.Identifier.ValueText;
        List<SyntaxNode> methods = [];
        if (accessors.Any(SyntaxKind.GetAccessorDeclaration))
        {
            methods.Add(SyntaxFactory.MethodDeclaration(property.Type, property.Identifier.WithoutTrivia())
                .WithAttributeLists(property.AttributeLists)
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken)));
        }

        if (accessors.Any(SyntaxKind.SetAccessorDeclaration))
        {
            methods.Add(SyntaxFactory.MethodDeclaration(TypeText.Void().WithTrailingTrivia(SyntaxFactory.Space), $"Set{name}")
                .AddParameterListParameters(SyntaxFactory.Parameter(SyntaxFactory.Identifier("value")).WithType(property.Type))
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken)));
        }

        if (methods.Count > 0)
        {
            methods[0] = methods[0].WithLeadingTrivia(property.GetLeadingTrivia());
            methods[methods.Count - 1] = methods[methods.Count - 1].WithTrailingTrivia(property.GetTrailingTrivia());
            offer.Replace(methods.Count == 1 ? "Make it a method" : "Make it two methods", property, [.. methods]);
        }
    }
}
