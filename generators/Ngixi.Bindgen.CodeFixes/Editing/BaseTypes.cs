using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.CodeFixes.Editing;

/// <summary>Changes what an interface derives from, and keeps the line break after it where it is.</summary>
internal static class BaseTypes
{
    public static InterfaceDeclarationSyntax AddBase(this InterfaceDeclarationSyntax declaration, TypeSyntax type)
    {
        SimpleBaseTypeSyntax added = SyntaxFactory.SimpleBaseType(type);
        if (declaration.BaseList is { } bases)
        {
            SyntaxTriviaList end = bases.GetTrailingTrivia();
            return declaration.WithBaseList(bases
                .WithTrailingTrivia(SyntaxFactory.TriviaList())
                .AddTypes(added.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(end)));
        }

        SyntaxToken colon = SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.ColonToken, [SyntaxFactory.Space]);
        return declaration
            .WithIdentifier(declaration.Identifier.WithTrailingTrivia(SyntaxFactory.TriviaList()))
            .WithBaseList(SyntaxFactory.BaseList(colon, SyntaxFactory.SingletonSeparatedList<BaseTypeSyntax>(added))
                .WithTrailingTrivia(declaration.Identifier.TrailingTrivia));
    }

    public static BaseListSyntax RemoveBase(this BaseListSyntax bases, BaseTypeSyntax type) =>
        bases.WithTypes(bases.Types.Remove(type)).WithTrailingTrivia(bases.GetTrailingTrivia());
}
