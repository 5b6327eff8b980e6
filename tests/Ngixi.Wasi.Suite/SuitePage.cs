using System.Text;

namespace Ngixi.Wasi.Suite;

/// <summary>Prints docs/wasi-testsuite.md.</summary>
internal static class SuitePage
{
    private static readonly Dictionary<string, string> Languages = new()
    {
        ["c"] = "C",
        ["assemblyscript"] = "AssemblyScript",
        ["rust"] = "Rust",
    };

    /// <summary>Prints the page of a run of all tests.</summary>
    /// <param name="commit">The commit of the checkout that they are of.</param>
    /// <param name="results">What came of each test.</param>
    public static string Of(string commit, IReadOnlyList<SuiteResult> results)
    {
        StringBuilder page = new();
        page.Append(
            $"""
            # The public tests of WASI

            `tests/wasi-testsuite.sh <checkout>` runs the tests of [wasi-testsuite](https://github.com/WebAssembly/wasi-testsuite) for
            preview 1, and writes this page. Each runs twice, in files of its own: over a directory of the host and over memory. The commit
            of the checkout, of the branch `prod/testsuite-base`, is `{commit}`.

            | language | tests | pass over a directory | pass over memory | fail |
            |---|---|---|---|---|

            """);
        foreach (IGrouping<string, SuiteResult> language in results.GroupBy(result => Name(result.Test.Language)))
        {
            page.Append(Row(language.Key, [.. language]));
        }

        page.Append(Row("all", results));
        page.Append("\n| test | language | over a directory | over memory |\n|---|---|---|---|\n");
        foreach (SuiteResult result in results)
        {
            page.Append(
                $"| `{result.Test.Name}` | {Name(result.Test.Language)} | {Cell(result.OverDirectory)} | {Cell(result.OverMemory)} |\n");
        }

        return page.ToString();
    }

    private static string Row(string name, IReadOnlyList<SuiteResult> results) =>
        $"| {name} | {results.Count} | {results.Count(result => result.OverDirectory is null)} "
        + $"| {results.Count(result => result.OverMemory is null)} | {results.Count(result => !result.Passes)} |\n";

    private static string Name(string language) => Languages.GetValueOrDefault(language, language);

    private static string Cell(string? reason) =>
        reason is null ? "pass" : $"fails: {reason.Replace('|', '/').Replace('\n', ' ').Trim()}";
}
