using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Ngixi.Bindgen.CodeFixes.Editing;

/// <summary>Adds, finds and removes attributes, and keeps the comments before a declaration where they are.</summary>
internal static class Attributes
{
    /// <summary>Makes an attribute, named as short as the file's usings allow.</summary>
    /// <param name="name">The full name, without <c>Attribute</c>.</param>
    /// <param name="argument">Its argument, or null.</param>
    public static AttributeSyntax Make(string name, ExpressionSyntax? argument = null)
    {
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName($"global::{name}").WithAdditionalAnnotations(Simplifier.Annotation));
        return argument is null ? attribute : attribute.AddArgumentListArguments(SyntaxFactory.AttributeArgument(argument));
    }

    public static ExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    /// <summary>The attribute of a name, without <c>Attribute</c> and without its namespace.</summary>
    public static AttributeSyntax? FindAttribute(this SyntaxNode declaration, string name) =>
        ListsOf(declaration).SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.IsNamed(name));

    public static T AddAttribute<T>(this T declaration, AttributeSyntax attribute)
        where T : SyntaxNode
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute.WithoutTrivia()));
        SyntaxTriviaList before = declaration.GetLeadingTrivia();
        SyntaxTriviaList after = declaration is ParameterSyntax ? [SyntaxFactory.Space] : [SyntaxFactory.ElasticLineFeed];
        SyntaxNode changed = WithLists(declaration.WithoutLeadingTrivia(), ListsOf(declaration).Count == 0
            ? [list.WithTrailingTrivia(after)]
            : ListsOf(declaration.WithoutLeadingTrivia()).Insert(0, list.WithTrailingTrivia(after)));
        return (T)changed.WithLeadingTrivia(before);
    }

    public static T RemoveAttribute<T>(this T declaration, AttributeSyntax attribute)
        where T : SyntaxNode
    {
        AttributeListSyntax list = (AttributeListSyntax)attribute.Parent!;
        SyntaxList<AttributeListSyntax> lists = ListsOf(declaration);
        lists = list.Attributes.Count == 1
            ? lists.Remove(list)
            : lists.Replace(list, list.WithAttributes(list.Attributes.Remove(attribute)));
        return (T)WithLists(declaration, lists).WithLeadingTrivia(declaration.GetLeadingTrivia());
    }

    private static bool IsNamed(this AttributeSyntax attribute, string name)
    {
        string last = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return last == name || last == $"{name}Attribute";
    }

    private static SyntaxList<AttributeListSyntax> ListsOf(SyntaxNode declaration) => declaration switch
    {
        MemberDeclarationSyntax member => member.AttributeLists,
        BaseParameterSyntax parameter => parameter.AttributeLists,
        _ => default,
    };

    private static SyntaxNode WithLists(SyntaxNode declaration, SyntaxList<AttributeListSyntax> lists) => declaration switch
    {
        MemberDeclarationSyntax member => member.WithAttributeLists(lists),
        BaseParameterSyntax parameter => parameter.WithAttributeLists(lists),
        _ => declaration,
    };
}
