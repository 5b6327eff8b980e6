using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Incremental;

/// <summary>The names in a file by which its declarations depend on those of other files, and others on them.</summary>
internal sealed class DeclaredNames
{
    private const string AttributeSuffix = "Attribute";

    private static readonly ConditionalWeakTable<SyntaxTree, DeclaredNames> Known = new();

    // The file itself is let go once it was read.
    private readonly Lazy<HashSet<string>> mentioned;

    private readonly List<string> glue = [];

    private DeclaredNames(SyntaxTree file)
    {
        mentioned = new(() => new(NamesIn(file).Concat(glue), StringComparer.Ordinal));
        CompilationUnitSyntax root = (CompilationUnitSyntax)file.GetRoot();
        HasGlobalUsings = root.Usings.Any(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));
        List<string> types = [];
        HashSet<string> namespaces = new(StringComparer.Ordinal);
        foreach (SyntaxNode node in root.DescendantNodes(static node =>
            node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            switch (node)
            {
                case BaseTypeDeclarationSyntax type:
                    AddType(types, type.Identifier.ValueText);
                    AddGlue(type);
                    break;
                case DelegateDeclarationSyntax type:
                    AddType(types, type.Identifier.ValueText);
                    break;
                case BaseNamespaceDeclarationSyntax declaration:
                    AddNamespaces(namespaces, declaration);
                    break;
            }
        }

        Types = types;
        Namespaces = namespaces;
    }

    /// <summary>
    /// Gets the simple names of the types that the file declares a part of; those of attributes without their suffix, too.
    /// </summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Gets the full names of the namespaces that the file declares, and of those around them.</summary>
    public IReadOnlyCollection<string> Namespaces { get; }

    /// <summary>Gets whether the file has a say in what names mean in all others.</summary>
    public bool HasGlobalUsings { get; }

    /// <summary>
    /// Gets every name outside of the bodies of members: what the file's declarations mean is up to types of these names.
    /// </summary>
    public HashSet<string> Mentioned => mentioned.Value;

    public static DeclaredNames Of(SyntaxTree file) => Known.GetValue(file, static file => new DeclaredNames(file));

    private static void AddType(List<string> types, string name)
    {
        types.Add(name);
        if (name.EndsWith(AttributeSuffix, StringComparison.Ordinal))
        {
            types.Add(name.Substring(0, name.Length - AttributeSuffix.Length));
        }
    }

    /// <summary>The types that are made of an interface have other names where the user's have these.</summary>
    private void AddGlue(BaseTypeDeclarationSyntax type)
    {
        if (type is InterfaceDeclarationSyntax)
        {
            string name = new TypeName("", type.Identifier.ValueText).WithoutInterfacePrefix;
            glue.Add(name + InterfaceParser.ImportsSuffix);
            glue.Add(name + InterfaceParser.ExportsSuffix);
            glue.Add(InterfaceParser.ClientNameOf(name));
        }
    }

    private static void AddNamespaces(HashSet<string> namespaces, BaseNamespaceDeclarationSyntax declaration)
    {
        string name = string.Join(
            ".",
            declaration.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().SelectMany(NamesOf));
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            namespaces.Add(name.Substring(0, end));
        }
    }

    private static IEnumerable<string> NamesOf(BaseNamespaceDeclarationSyntax declaration) => NamesIn(declaration.Name.DescendantTokens());

    private static IEnumerable<string> NamesIn(SyntaxTree file) =>
        NamesIn(file.GetRoot().DescendantTokens(static node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)));

    private static IEnumerable<string> NamesIn(IEnumerable<SyntaxToken> tokens) =>
        tokens.Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText);
}
