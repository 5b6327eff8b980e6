using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0013, NGX0043: records a contract, or a limit of one, as it is, as a build with <c>NgixiContracts=Accept</c> does.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class AcceptBreakFix : CodeFixProvider
{
    private const string Break = "NGX0013";
    private const string Limit = "NGX0043";

    // As the build writes the file.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Break, Limit];

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
                    CodeAction.Create(
                        TitleFor(diagnostic),
                        cancellation => AcceptAsync(project, [diagnostic], cancellation),
                        KeyOf(diagnostic.Id)),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static string TitleFor(Diagnostic diagnostic) =>
        GoneContractOf(diagnostic) is { } gone ? $"Accept the break: remove the record of '{gone}'"
        : LimitOf(diagnostic) is { } limit ? $"Accept the limit: record '{limit.Text}'"
        : $"Accept the break: record '{ContractOf(diagnostic).Shape.Name}' as it is";

    private static string KeyOf(string rule) => $"{nameof(AcceptBreakFix)}.{rule}";

    private static string? GoneContractOf(Diagnostic diagnostic) => Property(diagnostic, "Gone");

    private static ContractLimit? LimitOf(Diagnostic diagnostic) =>
        Property(diagnostic, "Limit") is { } limit ? ContractLimit.Parse(limit) : null;

    private static HostContract ContractOf(Diagnostic diagnostic) =>
        HostContract.Parse(diagnostic.Properties["Contract"]!, diagnostic.Properties["Limits"]!);

    private static string? Property(Diagnostic diagnostic, string name) =>
        diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;

    private static ContractFile Record(ContractFile file, Diagnostic diagnostic) =>
        GoneContractOf(diagnostic) is { } gone ? file.Forget(gone)
        : LimitOf(diagnostic) is { } limit ? file.RecordLimit(diagnostic.Properties["Contract"]!, limit)
        : Property(diagnostic, "Moved") is { } from ? file.RecordMoved(ContractOf(diagnostic), from)
        : file.Record(ContractOf(diagnostic));

    private static TextDocument? FileOf(Diagnostic diagnostic, Project project) => Property(diagnostic, "ContractFile") is { } path
        ? project.AdditionalDocuments.FirstOrDefault(document => document.FilePath == path)
        : null;

    private static async Task<Solution> AcceptAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        Solution solution = project.Solution;
        foreach (IGrouping<TextDocument, Diagnostic> breaks in diagnostics
            .Where(diagnostic => FileOf(diagnostic, project) is not null)
            .GroupBy(diagnostic => FileOf(diagnostic, project)!))
        {
            SourceText text = await breaks.Key.GetTextAsync(cancellation).ConfigureAwait(false);
            ContractFile recorded = breaks.Aggregate(ContractFile.Parse(text.ToString()), Record);
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
            bool isLimit = fixAllContext.CodeActionEquivalenceKey == KeyOf(Limit);
            return CodeAction.Create(
                isLimit ? "Accept the limits: record them" : "Accept the breaks: record the contracts as they are",
                cancellation => AcceptAsync(
                    fixAllContext.Project,
                    diagnostics.Where(diagnostic => diagnostic.Id == (isLimit ? Limit : Break)),
                    cancellation),
                fixAllContext.CodeActionEquivalenceKey);
        }
    }
}
