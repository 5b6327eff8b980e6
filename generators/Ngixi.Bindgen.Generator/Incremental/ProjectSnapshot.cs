using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ngixi.Bindgen.Generator.Incremental;

/// <summary>
/// What an interface may depend on outside its own declaration: every declaration of the project, what it references, and
/// its options. It stays the same object from compilation to compilation while only bodies of methods, values of fields
/// and plain comments change, which is most of what is typed. After an edit of a declaration it knows what that may concern.
/// </summary>
/// <remarks>
/// Nothing here holds a compilation. What is known of one goes with it, or with the first of its files.
/// </remarks>
internal sealed class ProjectSnapshot
{
    private static readonly ConditionalWeakTable<Compilation, ProjectSnapshot> Known = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Seen> LastSeen = new();

    // The one before is not kept: it would keep the one before itself.
    private readonly object identity = new();
    private readonly object? before;
    private readonly DeclarationChange? change;

    private ProjectSnapshot(ProjectSnapshot? before = null, DeclarationChange? change = null)
    {
        this.before = before?.identity;
        this.change = change;
    }

    /// <summary>Gets the surroundings that interfaces of a compilation have.</summary>
    public static ProjectSnapshot Of(Compilation compilation) => Known.GetValue(compilation, Find);

    /// <summary>Gets the edit that led from others to these, or null where it is not known, or may concern every file.</summary>
    public DeclarationChange? ChangeSince(ProjectSnapshot other) => other.identity == before ? change : null;

    private static ProjectSnapshot Find(Compilation compilation)
    {
        ImmutableArray<SyntaxTree> trees = ((CSharpCompilation)compilation).SyntaxTrees;
        if (trees.IsEmpty)
        {
            return new ProjectSnapshot();
        }

        // Two files, so that an edit of the first does not lose all that was known.
        SyntaxTree first = trees[0];
        SyntaxTree last = trees[trees.Length - 1];
        ProjectSnapshot surroundings = LastSeen.TryGetValue(first, out Seen? seen) || LastSeen.TryGetValue(last, out seen)
            ? seen.SurroundingsOf(compilation, trees)
            : new ProjectSnapshot();
        Seen now = new(surroundings, compilation, trees);
        Remember(first, now);
        Remember(last, now);
        return surroundings;
    }

    private static void Remember(SyntaxTree tree, Seen seen)
    {
        LastSeen.Remove(tree);
        LastSeen.GetValue(tree, _ => seen);
    }

    /// <summary>A compilation as it was, without itself.</summary>
    private sealed class Seen(ProjectSnapshot surroundings, Compilation compilation, ImmutableArray<SyntaxTree> trees)
    {
        private readonly string? assemblyName = compilation.AssemblyName;
        private readonly CompilationOptions options = compilation.Options;

        // A reference may be to the compilation of another project.
        private readonly WeakReference[] references = [.. compilation.References.Select(reference => new WeakReference(reference))];

        /// <summary>Gets the same surroundings for a compilation with the same declarations, and new ones for another.</summary>
        public ProjectSnapshot SurroundingsOf(Compilation other, ImmutableArray<SyntaxTree> otherTrees)
        {
            if (other.AssemblyName != assemblyName
                || !other.Options.Equals(options)
                || !other.References.SequenceEqual(references.Select(reference => reference.Target)))
            {
                return new ProjectSnapshot();
            }

            return otherTrees.Length == trees.Length ? AfterEdit(otherTrees) : AfterAddition(otherTrees);
        }

        private ProjectSnapshot AfterEdit(ImmutableArray<SyntaxTree> otherTrees)
        {
            List<int> edited = [];
            for (int index = 0; index < trees.Length; index++)
            {
                if (!ReferenceEquals(trees[index], otherTrees[index]) && !DeclareTheSame(trees[index], otherTrees[index]))
                {
                    edited.Add(index);
                }
            }

            return edited.Count == 0
                ? surroundings
                : new ProjectSnapshot(
                    surroundings,
                    DeclarationChange.Of(
                        trees,
                        otherTrees,
                        edited.Select(index => trees[index]),
                        edited.Select(index => otherTrees[index])));
        }

        /// <summary>Files were added or removed.</summary>
        private ProjectSnapshot AfterAddition(ImmutableArray<SyntaxTree> otherTrees)
        {
            HashSet<SyntaxTree> old = [.. trees];
            HashSet<SyntaxTree> current = [.. otherTrees];

            // The parts of a type are in the order of the files.
            return trees.Where(current.Contains).SequenceEqual(otherTrees.Where(old.Contains))
                ? new ProjectSnapshot(
                    surroundings,
                    DeclarationChange.Of(
                        trees,
                        otherTrees,
                        trees.Where(tree => !current.Contains(tree)),
                        otherTrees.Where(tree => !old.Contains(tree))))
                : new ProjectSnapshot();
        }

        private static bool DeclareTheSame(SyntaxTree one, SyntaxTree other) =>
            one.Options.Equals(other.Options)
            && one.FilePath == other.FilePath
            && SyntaxFactory.AreEquivalent(one, other, topLevel: true)
            && Documentation(one).SequenceEqual(Documentation(other), StringComparer.Ordinal);

        /// <summary>Comments of the documentation are a part of what is declared here: they go to the stubs.</summary>
        private static IEnumerable<string> Documentation(SyntaxTree tree) =>
            from trivia in tree.GetRoot().DescendantTrivia()
            where trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
                || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
            select trivia.ToFullString();
    }
}
