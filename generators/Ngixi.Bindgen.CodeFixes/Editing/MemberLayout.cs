using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.CodeFixes.Editing;

internal static class MemberLayout
{
    /// <summary>Puts a member before another, with an empty line between them. The comments stay with the other one.</summary>
    public static SyntaxNode[] Before(this MemberDeclarationSyntax added, MemberDeclarationSyntax member)
    {
        SyntaxTriviaList start = member.GetLeadingTrivia();
        int blank = start.TakeWhile(IsBlank).ToList().FindLastIndex(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) + 1;
        SyntaxTrivia line = member.GetTrailingTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            .DefaultIfEmpty(SyntaxFactory.LineFeed)
            .First();
        IEnumerable<SyntaxTrivia> indentation = start.Reverse().Take(1).Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return
        [
            added.WithLeadingTrivia(start.Take(blank).Concat(indentation)).WithTrailingTrivia(line),
            member.WithLeadingTrivia(start.Skip(blank).Prepend(line)),
        ];
    }

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.EndOfLineTrivia or SyntaxKind.WhitespaceTrivia;
}
