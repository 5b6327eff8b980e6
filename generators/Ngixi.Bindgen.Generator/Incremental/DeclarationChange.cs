using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Incremental;

/// <summary>
/// What an edit of declarations may mean to others. It concerns a file that mentions a name which an edited file declares,
/// before the edit or after it, and a file that mentions a name which such a file declares, and so on. That is more than what
/// really depends on it, and never less.
/// </summary>
internal sealed class DeclarationChange
{
    // To look through more takes longer than to read the interface again.
    private const int MostFiles = 50;

    private readonly HashSet<string> names;
    private readonly ILookup<string, DeclaredNames> filesByType;
    private readonly List<DeclaredNames> globalUsings;

    private DeclarationChange(HashSet<string> names, IReadOnlyList<DeclaredNames> files)
    {
        this.names = names;
        filesByType = files
            .SelectMany(static file => file.Types, static (file, type) => (file, type))
            .ToLookup(static pair => pair.type, static pair => pair.file, StringComparer.Ordinal);
        globalUsings = [.. files.Where(static file => file.HasGlobalUsings)];
    }

    /// <summary>Describes an edit, or returns null where it may concern every file.</summary>
    /// <param name="removed">The files as they were before the edit.</param>
    /// <param name="added">The files as they are after it.</param>
    public static DeclarationChange? Of(
        ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after, IEnumerable<SyntaxTree> removed, IEnumerable<SyntaxTree> added)
    {
        List<DeclaredNames> old = [.. removed.Select(DeclaredNames.Of)];
        List<DeclaredNames> current = [.. added.Select(DeclaredNames.Of)];
        HashSet<string> names = new(old.Concat(current).SelectMany(static file => file.Types), StringComparer.Ordinal);
        if (old.Concat(current).Any(static file => file.HasGlobalUsings))
        {
            return null;
        }

        // A namespace takes part in lookup by being there at all.
        List<DeclaredNames> files = [.. after.Select(DeclaredNames.Of)];
        names.UnionWith(NamesOfNew(current, before.Select(DeclaredNames.Of)));
        names.UnionWith(NamesOfNew(old, files));
        return new DeclarationChange(names, [.. files, .. old]);
    }

    /// <summary>Gets whether what is declared in a file may mean something else now.</summary>
    /// <param name="reached">The files that it depends on, when that is known already: it stays true until the file is concerned.</param>
    public bool Concerns(SyntaxTree file, ref IReadOnlyCollection<DeclaredNames>? reached)
    {
        reached ??= FilesReachedFrom(DeclaredNames.Of(file));
        return reached is null || reached.Any(file => names.Any(file.Mentioned.Contains));
    }

    private static IEnumerable<string> NamesOfNew(List<DeclaredNames> changed, IEnumerable<DeclaredNames> others)
    {
        HashSet<string> namespaces = new(changed.SelectMany(static file => file.Namespaces), StringComparer.Ordinal);
        foreach (DeclaredNames other in others)
        {
            if (namespaces.Count == 0)
            {
                break;
            }

            namespaces.ExceptWith(other.Namespaces);
        }

        return namespaces.Select(static name => name.Substring(name.LastIndexOf('.') + 1));
    }

    /// <summary>The files that declare what a file mentions, and what those mention in turn; null where they are too many.</summary>
    private HashSet<DeclaredNames>? FilesReachedFrom(DeclaredNames start)
    {
        HashSet<DeclaredNames> reached = [start, .. globalUsings];
        Queue<DeclaredNames> open = new(reached);
        while (open.Count > 0)
        {
            if (reached.Count > MostFiles)
            {
                return null;
            }

            foreach (DeclaredNames next in open.Dequeue().Mentioned.SelectMany(name => filesByType[name]))
            {
                if (reached.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return reached;
    }
}
