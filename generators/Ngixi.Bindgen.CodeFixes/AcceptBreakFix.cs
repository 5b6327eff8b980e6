using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0013: records a contract as it is, as a build with <c>NgixiContracts=Accept</c> does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)]), Shared]
public sealed class AcceptBreakFix : CodeFixProvider
{
    // As the build writes the file.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["NGX0013"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new AllOfOneProject();

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.TextDocument.Project;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (FileOf(diagnostic, project) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(TitleFor(diagnostic), cancellation => AcceptAsync(project, [diagnostic], cancellation), nameof(AcceptBreakFix)), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static string TitleFor(Diagnostic diagnostic) => GoneContractOf(diagnostic) is { } gone
        ? $"Accept the break: remove the record of '{gone}'"
        : $"Accept the break: record '{ShapeOf(diagnostic).Name}' as it is";

    private static string? GoneContractOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue("Gone", out string? name) ? name : null;

    private static ContractShape ShapeOf(Diagnostic diagnostic) => ContractShape.Parse(diagnostic.Properties["Contract"]!);

    private static TextDocument? FileOf(Diagnostic diagnostic, Project project) => diagnostic.Properties.TryGetValue("ContractFile", out string? path)
        ? project.AdditionalDocuments.FirstOrDefault(document => document.FilePath == path)
        : null;

    private static async Task<Solution> AcceptAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        Solution solution = project.Solution;
        foreach (IGrouping<TextDocument, Diagnostic> breaks in diagnostics.Where(diagnostic => FileOf(diagnostic, project) is not null).GroupBy(diagnostic => FileOf(diagnostic, project)!))
        {
            SourceText text = await breaks.Key.GetTextAsync(cancellation).ConfigureAwait(false);
            ContractFile recorded = breaks.Aggregate(ContractFile.Parse(text.ToString()), (file, diagnostic) =>
                GoneContractOf(diagnostic) is { } gone ? file.Forget(gone)
                : diagnostic.Properties.TryGetValue("Moved", out string? from) ? file.RecordMoved(ShapeOf(diagnostic), from!)
                : file.Record(ShapeOf(diagnostic)));
            solution = solution.WithAdditionalDocumentText(breaks.Key.Id, SourceText.From(recorded.Print(), Utf8, text.ChecksumAlgorithm));
        }

        return solution;
    }

    /// <remarks>
    /// The fixer of Roslyn changes sources only. A whole solution is left out on purpose: it is what <c>dotnet format</c>
    /// fixes, and no break should be accepted by the way.
    /// </remarks>
    private sealed class AllOfOneProject : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project];

        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            ImmutableArray<Diagnostic> diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(fixAllContext.Project).ConfigureAwait(false);
            return CodeAction.Create(
                "Accept the breaks: record the contracts as they are",
                cancellation => AcceptAsync(fixAllContext.Project, diagnostics, cancellation),
                nameof(AcceptBreakFix));
        }
    }
}
