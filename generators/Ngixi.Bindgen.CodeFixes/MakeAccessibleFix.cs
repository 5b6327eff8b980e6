using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0008: makes an interface, and what hides it, internal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeAccessibleFix() : BindgenFix("NGX0008")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<InterfaceDeclarationSyntax>() is not { } contract)
        {
            return;
        }

        BaseTypeDeclarationSyntax[] hiding =
        [
            .. contract.AncestorsAndSelf()
                .OfType<BaseTypeDeclarationSyntax>()
                .Where(type => offer.Model.GetDeclaredSymbol(type, offer.Cancellation) is { } symbol
                    && (symbol.IsFileLocal
                        || symbol.DeclaredAccessibility is Accessibility.Private
                            or Accessibility.Protected
                            or Accessibility.ProtectedAndInternal)),
        ];
        if (hiding.Length > 0)
        {
            SyntaxNode root = contract.SyntaxTree.GetRoot(offer.Cancellation);
            offer.ReplaceFile("Make it internal", root.ReplaceNodes(hiding, (_, type) => MakeInternal(type)));
        }
    }

    private static BaseTypeDeclarationSyntax MakeInternal(BaseTypeDeclarationSyntax type)
    {
        SyntaxTrivia[] none = [];
        SyntaxTokenList modifiers = type.Modifiers;
        SyntaxToken[] hiding = [.. modifiers.Where(modifier =>
            modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.FileKeyword)];
        SyntaxToken visible = SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (hiding.Length > 0)
        {
            visible = visible.WithLeadingTrivia(hiding[0].LeadingTrivia);
            modifiers = [visible, .. modifiers.Except(hiding)];
            return type.WithModifiers(modifiers);
        }

        // Without a modifier, a nested type is private. Its attributes have its comments; otherwise its keyword does.
        SyntaxToken first = modifiers.Count > 0 ? modifiers[0] : ((TypeDeclarationSyntax)type).Keyword;
        visible = visible.WithLeadingTrivia(first.LeadingTrivia);
        SyntaxToken bare = first.WithLeadingTrivia(none);
        return modifiers.Count > 0
            ? type.WithModifiers([visible, bare, .. modifiers.Skip(1)])
            : ((TypeDeclarationSyntax)type).WithKeyword(bare).WithModifiers([visible]);
    }
}
