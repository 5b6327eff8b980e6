using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Ngixi.Bindgen.CodeFixes.Editing;

internal static class TypeText
{
    public const string Disposable = "global::System.IDisposable";

    private static readonly Regex Namespaces = new(@"global::(\w+\.)*", RegexOptions.CultureInvariant);

    /// <summary>Makes a type from its full name; it gets as short as the file's usings allow.</summary>
    public static TypeSyntax Parse(string fullName) =>
        SyntaxFactory.ParseTypeName(fullName).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The result of a method that has none. As a type of its own, <c>void</c> would not parse.</summary>
    public static TypeSyntax Void() => SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.VoidKeyword));

    /// <summary>The name of a type for a person, without its namespaces.</summary>
    public static string Short(string fullName) => Namespaces.Replace(fullName, "");
}
