using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Rename;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>One diagnostic, and how to offer a change for it.</summary>
internal sealed class FixOffer(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SemanticModel model, string key)
{
    public Diagnostic Diagnostic => diagnostic;

    public SemanticModel Model => model;

    public CancellationToken Cancellation => context.CancellationToken;

    /// <summary>The closest node of a kind around the diagnostic.</summary>
    public T? Find<T>()
        where T : SyntaxNode => FindIn<T>(root, diagnostic.Location);

    /// <summary>What the rule says for its fixes, or null.</summary>
    public string? Property(string name) => diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;

    /// <summary>What stands at another place that the diagnostic names, if it names one.</summary>
    public SyntaxNode? FindOther() =>
        diagnostic.AdditionalLocations.Count > 0 && diagnostic.AdditionalLocations[0] is { SourceTree: { } tree } place
            ? tree.GetRoot(Cancellation).FindNode(place.SourceSpan, getInnermostNodeForTie: true)
            : null;

    /// <summary>Offers to replace a node; by several where it is one of a list.</summary>
    public void Replace(string title, SyntaxNode node, params SyntaxNode[] by) => Register(title, key, (solution, _) =>
        Task.FromResult(solution.WithDocumentSyntaxRoot(context.Document.Id, by.Length == 1
            ? root.ReplaceNode(node, Formatted(by[0]))
            : root.ReplaceNode(node, by.Select(Formatted)))));

    /// <summary>Offers to rename what a node declares, wherever that is used, and then to replace the node by several.</summary>
    public void RenameAndReplace(string title, SyntaxNode node, string name, Func<SyntaxNode, SyntaxNode[]> by) =>
        Register(title, key, async (solution, cancellation) =>
        {
            DocumentId id = context.Document.Id;
            SyntaxAnnotation mark = new();
            solution = solution.WithDocumentSyntaxRoot(id, root.ReplaceNode(node, node.WithAdditionalAnnotations(mark)));
            (SyntaxNode marked, _) = await FindAsync(solution).ConfigureAwait(false);
            SemanticModel model = (await solution.GetDocument(id)!.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
            ISymbol symbol = model.GetDeclaredSymbol(marked, cancellation)!;
            solution = await Renamer.RenameSymbolAsync(
                solution,
                symbol,
                default(SymbolRenameOptions),
                name,
                cancellation).ConfigureAwait(false);
            (SyntaxNode renamed, SyntaxNode changedRoot) = await FindAsync(solution).ConfigureAwait(false);
            return solution.WithDocumentSyntaxRoot(id, changedRoot.ReplaceNode(renamed, by(renamed).Select(Formatted)));

            async Task<(SyntaxNode Node, SyntaxNode Root)> FindAsync(Solution solution)
            {
                SyntaxNode current = (await solution.GetDocument(id)!.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
                return (current.GetAnnotatedNodes(mark).Single(), current);
            }
        });

    /// <summary>Offers to replace the whole file.</summary>
    public void ReplaceFile(string title, SyntaxNode by) => Register(title, key, (solution, _) =>
        Task.FromResult(solution.WithDocumentSyntaxRoot(context.Document.Id, by)));

    /// <summary>Offers one change of several that differ by <paramref name="choice"/>.</summary>
    public void ReplaceByChoice(string title, string choice, Location place, Func<SyntaxNode, SyntaxNode> change) =>
        Register(title, $"{key}.{choice}", (solution, cancellation) =>
            ChangeAsync(solution, [(place, change)], cancellation));

    /// <summary>Offers to change nodes wherever they stand, in other files too.</summary>
    public void Change(string title, params (Location Place, Func<SyntaxNode, SyntaxNode> Change)[] changes) =>
        Register(title, key, (solution, cancellation) =>
            ChangeAsync(solution, changes, cancellation));

    private static T? FindIn<T>(SyntaxNode root, Location location)
        where T : SyntaxNode => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>();

    private static SyntaxNode Formatted(SyntaxNode node) => node.WithAdditionalAnnotations(Formatter.Annotation);

    private static async Task<Solution> ChangeAsync(
        Solution solution, IEnumerable<(Location Place, Func<SyntaxNode, SyntaxNode> Change)> changes, CancellationToken cancellation)
    {
        SolutionEditor editor = new(solution);
        foreach ((Location place, Func<SyntaxNode, SyntaxNode> change) in changes)
        {
            if (solution.GetDocument(place.SourceTree) is not { } document)
            {
                continue;
            }

            DocumentEditor documentEditor = await editor.GetDocumentEditorAsync(document.Id, cancellation).ConfigureAwait(false);
            SyntaxNode node = documentEditor.OriginalRoot.FindNode(place.SourceSpan, getInnermostNodeForTie: true);
            documentEditor.ReplaceNode(node, Formatted(change(node)));
        }

        return editor.GetChangedSolution();
    }

    private void Register(string title, string equivalenceKey, Func<Solution, CancellationToken, Task<Solution>> change) =>
        context.RegisterCodeFix(
            CodeAction.Create(title, cancellation => change(context.Document.Project.Solution, cancellation), equivalenceKey), diagnostic);
}
