using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>
/// What an interface may depend on outside its own declaration: every declaration of the project, what it references, and
/// its options. It stays the same object from compilation to compilation while only bodies of methods, values of fields
/// and plain comments change, which is most of what is typed.
/// </summary>
/// <remarks>
/// Nothing here holds a compilation. What is known of one goes with it, or with the first of its files.
/// </remarks>
internal sealed class Surroundings
{
    private static readonly ConditionalWeakTable<Compilation, Surroundings> Known = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Seen> LastSeen = new();

    /// <summary>Gets the surroundings that interfaces of a compilation have.</summary>
    public static Surroundings Of(Compilation compilation) => Known.GetValue(compilation, Find);

    private static Surroundings Find(Compilation compilation)
    {
        ImmutableArray<SyntaxTree> trees = ((CSharpCompilation)compilation).SyntaxTrees;
        if (trees.IsEmpty)
        {
            return new Surroundings();
        }

        // Two files, so that an edit of the first does not lose all that was known.
        SyntaxTree first = trees[0];
        SyntaxTree last = trees[trees.Length - 1];
        Surroundings surroundings =
            (LastSeen.TryGetValue(first, out Seen? seen) || LastSeen.TryGetValue(last, out seen)) && seen.IsLike(compilation, trees)
                ? seen.Surroundings
                : new Surroundings();
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
    private sealed class Seen(Surroundings surroundings, Compilation compilation, ImmutableArray<SyntaxTree> trees)
    {
        private readonly string? assemblyName = compilation.AssemblyName;
        private readonly CompilationOptions options = compilation.Options;

        // A reference may be to the compilation of another project.
        private readonly WeakReference[] references = [.. compilation.References.Select(reference => new WeakReference(reference))];

        public Surroundings Surroundings => surroundings;

        public bool IsLike(Compilation other, ImmutableArray<SyntaxTree> otherTrees)
        {
            if (otherTrees.Length != trees.Length
                || other.AssemblyName != assemblyName
                || !other.Options.Equals(options)
                || !other.References.SequenceEqual(references.Select(reference => reference.Target)))
            {
                return false;
            }

            for (int index = 0; index < trees.Length; index++)
            {
                if (!ReferenceEquals(trees[index], otherTrees[index]) && !DeclareTheSame(trees[index], otherTrees[index]))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool DeclareTheSame(SyntaxTree one, SyntaxTree other) =>
            one.Options.Equals(other.Options)
            && one.FilePath == other.FilePath
            && SyntaxFactory.AreEquivalent(one, other, topLevel: true)
            && Documentation(one).SequenceEqual(Documentation(other), StringComparer.Ordinal);

        /// <summary>Comments of the documentation are a part of what is declared here: they go to the stubs.</summary>
        private static IEnumerable<string> Documentation(SyntaxTree tree) =>
            from trivia in tree.GetRoot().DescendantTrivia()
            where trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
            select trivia.ToFullString();
    }
}
