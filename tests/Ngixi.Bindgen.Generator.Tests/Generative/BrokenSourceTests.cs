using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Diagnostics;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Generative;

/// <summary>While a project is edited its code is broken in every way, and the generator goes on.</summary>
public sealed class BrokenSourceTests
{
    private const int Edits = 4;

    /// <summary>An interface that nobody edits: what it becomes does not change.</summary>
    private const string Untouched =
        """
        namespace Untouched.Beside;
        public sealed record Kept(int Value, string? Text);
        [Ngixi.Bindgen.WasmImport("untouched")] public interface IKept { Kept Get(Kept kept); }
        """;

    [Fact]
    public async Task Nothing_throws_and_what_was_not_edited_keeps_its_glue()
    {
        string[] expected = KeptBy(Sources.Compile(Untouched));
        Assert.NotEmpty(expected);
        foreach (int seed in Tries.Seeds(usualCount: 150))
        {
            Random random = new(seed);
            string source = ContractSource.Make(seed).Project;
            for (int edit = 0; edit < Edits; edit++)
            {
                source = Break(source, random);
                CSharpCompilation compilation = Sources.Compile(source, Untouched);
                try
                {
                    Assert.Equal(await IsHidden(compilation) ? [] : expected, KeptBy(compilation));
                }
                catch (Exception exception)
                {
                    Assert.Fail($"Seed {seed}, edit {edit}: {exception.Message}\n{source}");
                }
            }
        }
    }

    [Fact]
    public async Task The_compiler_finds_no_fault_in_generated_code_that_it_does_not_find_in_the_users()
    {
        foreach (int seed in Tries.Seeds(usualCount: 150))
        {
            string source = Break(ContractSource.Make(seed).Project, new Random(seed));
            CSharpCompilation compilation = Sources.Compile(source);
            bool isBroken = compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                || (await AnalyzerTest.Errors(compilation)).Any();
            IEnumerable<Diagnostic> faults = isBroken ? [] : GeneratedFiles.From(compilation).DiagnosticsInGeneratedCode;
            Assert.False(faults.Any(), $"Seed {seed}: {string.Join("\n", faults)}\n{source}");
        }
    }

    /// <summary>
    /// Gets whether a broken declaration hides a namespace that all glue names, which a rule reports, or that the attribute
    /// of the other interface names, which the compiler reports there.
    /// </summary>
    private static async Task<bool> IsHidden(CSharpCompilation compilation) =>
        (await AnalyzerTest.Analyze(compilation)).Any(diagnostic =>
            diagnostic.Id == "NGX0039" && diagnostic.Location.SourceTree?.FilePath == "Source1.cs")
        || compilation
            .GetSemanticModel(compilation.SyntaxTrees.Single(tree => tree.FilePath == "Source1.cs"))
            .GetDiagnostics()
            .Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>What the generator makes of the interface that was not edited.</summary>
    private static string[] KeptBy(CSharpCompilation compilation)
    {
        GeneratorRunResult run = Sources.Driver(recordsSteps: false).RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == "NGX0041");
        return [.. run.GeneratedSources
            .Where(source => source.HintName.Contains("Kept", StringComparison.Ordinal))
            .Select(source => $"{source.HintName}\n{source.SourceText}")];
    }

    /// <summary>Cuts, doubles, moves or renames a piece: a token, a declaration, a line, or text from anywhere to anywhere.</summary>
    private static string Break(string source, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source).GetRoot();
        SyntaxNode[] nodes = [.. root.DescendantNodes()];
        SyntaxToken[] tokens = [.. root.DescendantTokens().Where(token => token.Span.Length > 0)];
        if (nodes.Length == 0 || tokens.Length == 0)
        {
            return source;
        }

        SyntaxNode node = nodes[random.Next(nodes.Length)];
        SyntaxToken token = tokens[random.Next(tokens.Length)];
        StringBuilder text = new(source);
        switch (random.Next(7))
        {
            case 0:
                text.Remove(node.FullSpan.Start, node.FullSpan.Length);
                break;
            case 1:
                text.Insert(node.FullSpan.End, node.ToFullString());
                break;
            case 2:
                text.Remove(token.Span.Start, token.Span.Length);
                break;
            case 3:
                text.Insert(token.Span.End, $" {token.Text}");
                break;
            case 4:
                string other = tokens[random.Next(tokens.Length)].Text;
                text.Remove(token.Span.Start, token.Span.Length).Insert(token.Span.Start, other);
                break;
            case 5:
                int start = random.Next(source.Length);
                text.Remove(start, Math.Min(random.Next(1, 40), source.Length - start));
                break;
            default:
                SyntaxNode moved = nodes[random.Next(nodes.Length)];
                text.Remove(node.Span.Start, node.Span.Length).Insert(node.Span.Start, moved.ToString());
                break;
        }

        return text.ToString();
    }
}
