using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Tests.Support;
using Xunit.Abstractions;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>The rooms of the generator and of the runtime: which one uses which, read from the source.</summary>
public sealed class ArchitectureTests(ITestOutputHelper output)
{
    private const string Root = "Ngixi.Bindgen.Generator";

    private static readonly IReadOnlyList<SourceTree> Trees = TreesOf(TestPaths.Generator);

    [Fact]
    public void The_namespaces_have_no_circle()
    {
        SortedDictionary<string, SortedSet<string>> graph = Graph();
        Assert.True(graph.Count > 10, "The sources of the generator were not found.");
        AssertNoCircle(graph);
    }

    [Fact]
    public void The_folders_of_the_runtime_have_no_circle()
    {
        SortedDictionary<string, SortedSet<string>> graph = FolderGraph();
        Assert.True(graph.Count > 10, "The sources of the runtime were not found.");
        AssertNoCircle(graph);
    }

    [Fact]
    public void Only_the_registry_and_its_own_folder_name_a_language()
    {
        IEnumerable<string> naming = Trees
            .Where(tree => !tree.Namespace.StartsWith($"{Root}.Guests.", StringComparison.Ordinal))
            .Where(tree => tree.Unit.DescendantTokens().Any(token =>
                token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText is "AssemblyScript" or "C"))
            .Select(tree => Path.GetFileName(tree.File));
        Assert.Empty(naming);
        Assert.Equal(
            ["GuestLanguages.cs"],
            Trees
                .Where(tree =>
                    tree.Unit.Usings.Any(directive => directive.Name!.ToString() is $"{Root}.Guests.AssemblyScript" or $"{Root}.Guests.C"))
                .Select(tree => Path.GetFileName(tree.File)));
    }

    [Fact]
    public void A_switch_over_a_closed_set_has_no_arm_for_the_rest()
    {
        string[] closed =
        [
            "Scalar", "StoredScalar", "WasmType", "RawRole", "ResultPassing", "NullForm", "ScalarUnit", "TextForm", "SequenceForm",
            "ListForm", "Filling", "StubRole",
        ];
        IEnumerable<string> open = Trees
            .SelectMany(tree =>
                tree.Unit.DescendantNodes().OfType<SwitchExpressionSyntax>().Select(expression => (tree.File, Expression: expression)))
            .Where(found => found.Expression.Arms.Any(arm => arm.Pattern is DiscardPatternSyntax && arm.WhenClause is null))
            .Where(found =>
                found.Expression.Arms.Any(arm => closed.Any(set => arm.Pattern.ToString().StartsWith($"{set}.", StringComparison.Ordinal))))
            .Select(found => $"{Path.GetFileName(found.File)}: {found.Expression.GoverningExpression}");
        Assert.Empty(open);
    }

    private void AssertNoCircle(SortedDictionary<string, SortedSet<string>> graph)
    {
        foreach ((string room, SortedSet<string> used) in graph)
        {
            output.WriteLine($"{room} -> {string.Join(", ", used)}");
        }

        foreach (string room in graph.Keys)
        {
            IReadOnlyList<string> path = PathBack(graph, room, room, []) ?? [];
            Assert.True(path.Count == 0, $"a circle: {string.Join(" -> ", path)}");
        }
    }

    /// <summary>
    /// Each folder of the runtime with those whose types it names. Public types keep the namespaces that generated code knows
    /// them by, so it is folders that are rooms. A folder in a room is a part of it, as layouts are of the reader that they are for.
    /// </summary>
    private static SortedDictionary<string, SortedSet<string>> FolderGraph()
    {
        IReadOnlyList<SourceTree> trees = TreesOf(TestPaths.Runtime);
        Dictionary<string, string> rooms = new(StringComparer.Ordinal);
        foreach (SourceTree tree in trees)
        {
            foreach (string type in tree.Types)
            {
                rooms.TryAdd(type, RoomOf(tree));
            }
        }

        SortedDictionary<string, SortedSet<string>> graph = new(StringComparer.Ordinal);
        foreach (SourceTree tree in trees)
        {
            string room = RoomOf(tree);
            if (!graph.TryGetValue(room, out SortedSet<string>? used))
            {
                graph.Add(room, used = new SortedSet<string>(StringComparer.Ordinal));
            }

            used.UnionWith(tree.NamedTypes.Select(type => rooms.GetValueOrDefault(type, room)).Where(other => other != room));
        }

        return graph;

        static string RoomOf(SourceTree tree)
        {
            string folder = Path.GetRelativePath(TestPaths.Runtime, Path.GetDirectoryName(tree.File)!).Replace('\\', '/');
            return string.Join('/', folder.Split('/').Take(2));
        }
    }

    /// <summary>Each namespace with those that it uses, by a using or, of those around it, by the names of their types.</summary>
    private static SortedDictionary<string, SortedSet<string>> Graph()
    {
        ILookup<string, string> typesOf = Trees
            .SelectMany(tree => tree.Types.Select(type => (tree.Namespace, Type: type)))
            .ToLookup(type => type.Namespace, type => type.Type);
        SortedDictionary<string, SortedSet<string>> graph = new(StringComparer.Ordinal);
        foreach (SourceTree tree in Trees)
        {
            if (!graph.TryGetValue(tree.Namespace, out SortedSet<string>? used))
            {
                graph.Add(tree.Namespace, used = new SortedSet<string>(StringComparer.Ordinal));
            }

            used.UnionWith(tree.Unit.Usings.Select(directive => directive.Name!.ToString()).Where(name => typesOf.Contains(name)));
            HashSet<string> names = [.. tree.Unit.DescendantTokens()
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
                .Select(token => token.Text)];
            used.UnionWith(typesOf
                .Select(group => group.Key)
                .Where(space => tree.Namespace.StartsWith($"{space}.", StringComparison.Ordinal) && typesOf[space].Any(names.Contains)));
        }

        return graph;
    }

    private static IReadOnlyList<string>? PathBack(
        SortedDictionary<string, SortedSet<string>> graph, string from, string target, HashSet<string> seen)
    {
        foreach (string next in graph.TryGetValue(from, out SortedSet<string>? used) ? used : [])
        {
            if (next == target)
            {
                return [from, target];
            }

            if (seen.Add(next) && PathBack(graph, next, target, seen) is { } rest)
            {
                return [from, .. rest];
            }
        }

        return null;
    }

    private static IReadOnlyList<SourceTree> TreesOf(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Select(file => new SourceTree(file, CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot())),
    ];

    private sealed record SourceTree(string File, CompilationUnitSyntax Unit)
    {
        public string Namespace { get; } = Unit.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString()
            ?? "";

        /// <summary>Gets the names of the types that the file declares, but for those in another type.</summary>
        public IEnumerable<string> Types => Unit.DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Where(type => type.Parent is BaseNamespaceDeclarationSyntax)
            .Select(type => type.Identifier.Text);

        /// <summary>Gets the names that may be those of types: names that stand alone, or first.</summary>
        public IEnumerable<string> NamedTypes => Unit.DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Where(name =>
                name.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax) || name.Parent.ChildNodes().First() == name)
            .Select(name => name.Identifier.Text);
    }
}
