using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Generator.Tests.Diagnostics;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.CodeFixes.Tests;

/// <summary>
/// Checks what a fix makes of a source. Both sources mark all that the analyzers say, <c>{|NGX0001:code|}</c>: what was
/// mended must be gone, and nothing else come in its place. A line <c>// file</c> begins another file. A contract file may be
/// marked, too.
/// </summary>
internal static class FixTest
{
    public const string FileBorder = "\n// file\n";

    /// <summary>Makes the fix of the first diagnostic that it is for.</summary>
    /// <param name="recorded">The project's contract file, or null.</param>
    /// <param name="recordedAfter">What the fix makes of the contract file; null where it leaves it alone.</param>
    public static async Task Verify<TFix>(
        string before, string after, string title, bool isNullable = true, string? recorded = null, string? recordedAfter = null)
        where TFix : CodeFixProvider, new()
    {
        Project project = await Open(before, isNullable, recorded: recorded);
        Solution changed = await Change<TFix>(project, title);
        await AssertIs(after, recordedAfter ?? recorded, changed);
        Assert.Equal(await ErrorsOf(project), await ErrorsOf(changed.Projects.Single()));
    }

    /// <summary>Makes the fix, and returns the first file, of which the rules may say what they want.</summary>
    public static async Task<string> Change<TFix>(string before, string title)
        where TFix : CodeFixProvider, new() =>
            (await (await Change<TFix>(await Open(before), title)).Projects.Single().Documents.First().GetTextAsync()).ToString();

    /// <summary>Makes the fix of all diagnostics at once.</summary>
    /// <param name="enable">A rule that is off unless it is asked for.</param>
    public static async Task VerifyAll<TFix>(
        string before, string after, string? enable = null, string? recorded = null, string? recordedAfter = null)
        where TFix : CodeFixProvider, new()
    {
        Project project = await Open(before, enable: enable, recorded: recorded);
        TFix fix = new();
        CodeAction first = (await Offered<TFix>(project))[0];
        FixAllContext context = new(
            project.Documents.First(),
            fix,
            FixAllScope.Project,
            first.EquivalenceKey!,
            fix.FixableDiagnosticIds,
            new AnalyzerDiagnostics(),
            CancellationToken.None);
        CodeAction? all = await fix.GetFixAllProvider()!.GetFixAsync(context);
        Assert.NotNull(all);
        await AssertIs(after, recordedAfter ?? recorded, await Apply(project, all));
    }

    /// <summary>Checks that there is no fix, because there is more than one way to mend it.</summary>
    public static async Task VerifyNone<TFix>(string before, string? recorded = null)
        where TFix : CodeFixProvider, new() => Assert.Empty(await Offered<TFix>(await Open(before, recorded: recorded)));

    private static async Task<Project> Open(string markedSource, bool isNullable = true, string? enable = null, string? recorded = null)
    {
        string[] files = [.. markedSource.Split(FileBorder)];
        CSharpCompilation compilation = Sources.Compile([.. files.Select(file => MarkedSource.Parse(file).Text)]);
        AdhocWorkspace workspace = new();
        ProjectId id = ProjectId.CreateNewId();
        Project project = workspace.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "Demo",
            "Demo",
            LanguageNames.CSharp,
            compilationOptions: compilation.Options
                .WithNullableContextOptions(isNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable)
                .WithSpecificDiagnosticOptions(enable is null ? [] : [KeyValuePair.Create(enable, ReportDiagnostic.Info)]),
            parseOptions: compilation.SyntaxTrees[0].Options,
            metadataReferences: compilation.References,
            documents: compilation.SyntaxTrees.Select(tree => DocumentInfo.Create(
                DocumentId.CreateNewId(id),
                tree.FilePath,
                loader: TextLoader.From(TextAndVersion.Create(tree.GetText(), VersionStamp.Default)),
                filePath: tree.FilePath))));
        if (recorded is not null)
        {
            project = project.AddAdditionalDocument(
                "Demo.contract.json",
                SourceText.From(MarkedSource.Parse(recorded).Text),
                filePath: ContractFiles.Path).Project;
        }

        await AssertIs(markedSource, recorded, project.Solution);
        return project;
    }

    private static async Task<Solution> Change<TFix>(Project project, string title)
        where TFix : CodeFixProvider, new()
    {
        List<CodeAction> actions = await Offered<TFix>(project);
        Assert.Contains(title, actions.Select(action => action.Title));
        return await Apply(project, actions.First(action => action.Title == title));
    }

    private static async Task<List<CodeAction>> Offered<TFix>(Project project)
        where TFix : CodeFixProvider, new()
    {
        TFix fix = new();
        IEnumerable<Diagnostic> diagnostics = await Analyze(project);
        Diagnostic diagnostic = diagnostics.First(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id));
        List<CodeAction> actions = [];
        TextDocument document = project.GetDocument(diagnostic.Location.SourceTree) ?? project.AdditionalDocuments.Single();
        await fix.RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Solution> Apply(Project project, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(
            project.Solution,
            progress: new Progress<CodeAnalysisProgress>(),
            CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    private static async Task AssertIs(string markedSource, string? recorded, Solution solution)
    {
        Project project = solution.Projects.Single();
        List<(MarkedSource Source, string Path)> expected = [];
        foreach ((string file, Document document) in markedSource.Split(FileBorder).Zip(project.Documents))
        {
            expected.Add((MarkedSource.Parse(file), document.FilePath!));
            Assert.Equal(expected[^1].Source.Text, (await document.GetTextAsync()).ToString());
        }

        if (recorded is not null)
        {
            expected.Add((MarkedSource.Parse(recorded), ContractFiles.Path));
            Assert.Equal(expected[^1].Source.Text, (await project.AdditionalDocuments.Single().GetTextAsync()).ToString());
        }

        Assert.Equal(
            expected
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .SelectMany(file => file.Source.Marks.Select(mark => $"{mark.Id} at {mark.Span} of {file.Path}")),
            (await Analyze(project))
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .Select(diagnostic => $"{diagnostic.Id} at {diagnostic.Location.SourceSpan} of {diagnostic.Location.GetLineSpan().Path}"));
    }

    /// <summary>What does not compile, but for what an implementation of a changed contract lacks.</summary>
    private static async Task<IEnumerable<string>> ErrorsOf(Project project) => (await project.GetCompilationAsync())!.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS0535")
        .Select(diagnostic => diagnostic.Id);

    private static async Task<IEnumerable<Diagnostic>> Analyze(Project project) =>
        await AnalyzerTest.Analyze((await project.GetCompilationAsync())!, project.AnalyzerOptions);

    private sealed class AnalyzerDiagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await Analyze(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) =>
            (await Analyze(document.Project)).Where(diagnostic => diagnostic.Location.GetLineSpan().Path == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
