using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0034: makes what a contract's file says of null be heard.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EnableNullableFix() : BindgenFix("NGX0034")
{
    private const string Title = "Add '#nullable enable'";

    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<CompilationUnitSyntax>() is not { } file)
        {
            return;
        }

        NullableDirectiveTriviaSyntax? before = file
            .DescendantNodes(descendIntoTrivia: true)
            .OfType<NullableDirectiveTriviaSyntax>()
            .LastOrDefault(directive => directive.SpanStart < offer.Diagnostic.Location.SourceSpan.Start);
        if (before is not null)
        {
            SyntaxToken setting = SyntaxFactory.Token(SyntaxKind.EnableKeyword).WithTriviaFrom(before.SettingToken);
            offer.ReplaceFile(Title, file.ReplaceNode(before, before.WithSettingToken(setting)));
            return;
        }

        SyntaxTriviaList start = file.GetLeadingTrivia();
        int place = start.TakeWhile(trivia => !trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)).Count();
        string ending = file.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToFullString();
        string line = ending.Length > 0 ? ending : "\n";
        IEnumerable<SyntaxTrivia> directive = SyntaxFactory.ParseLeadingTrivia($"#nullable enable{line}{line}");
        offer.ReplaceFile(Title, file.WithLeadingTrivia(start.InsertRange(place, directive)));
    }
}
