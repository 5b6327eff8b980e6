using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0035: has an implementation disposed with the store of the instance that it is for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisterForDisposeFix() : BindgenFix("NGX0035")
{
    private const string Discard = "_";

    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<ObjectCreationExpressionSyntax>() is not { } creation
            || creation.FirstAncestorOrSelf<LambdaExpressionSyntax>() is not { } lambda
            || ParameterOf(lambda) is not { } parameter)
        {
            return;
        }

        string name = FreeName(offer.Model, creation.SpanStart, "implementation");
        string context = parameter.Identifier.ValueText;
        LambdaExpressionSyntax changed = lambda;
        if (context == Discard)
        {
            context = FreeName(offer.Model, lambda.SpanStart, "context");
            changed = changed.ReplaceNode(
                parameter,
                parameter.WithIdentifier(SyntaxFactory.Identifier(context).WithTriviaFrom(parameter.Identifier)));
        }

        BlockSyntax body = SyntaxFactory.Block(
            Statement($"var {name} = {creation.WithoutTrivia()};"),
            Statement($"{context}.RegisterForDispose({name});"),
            Statement($"return {name};"));
        offer.Replace(
            "Register it with RegisterForDispose",
            lambda,
            changed.WithBody(body).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static StatementSyntax Statement(string text) =>
        SyntaxFactory.ParseStatement(text).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);

    private static ParameterSyntax? ParameterOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0],
        _ => null,
    };

    private static string FreeName(SemanticModel model, int position, string name)
    {
        string free = name;
        for (int number = 2; model.LookupSymbols(position, name: free).Length > 0; number++)
        {
            free = $"{name}{number}";
        }

        return free;
    }
}
