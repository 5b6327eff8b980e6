using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0031: has an implementation, and its contract, return the task that the glue waits for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReturnTaskFix() : BindgenFix("NGX0031")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.FindOther() is MethodDeclarationSyntax && offer.Find<MethodDeclarationSyntax>() is { } method)
        {
            offer.Change(
                "Return a Task, here and in the interface",
                (method.GetLocation(), ReturnTask),
                (offer.Diagnostic.AdditionalLocations[0], ReturnTask));
        }
    }

    private static SyntaxNode ReturnTask(SyntaxNode method)
    {
        TypeSyntax result = ((MethodDeclarationSyntax)method).ReturnType;
        return method.ReplaceNode(result, TypeText.Parse("global::System.Threading.Tasks.Task").WithTriviaFrom(result));
    }
}
