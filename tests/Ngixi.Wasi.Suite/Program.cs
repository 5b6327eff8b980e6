using System.Diagnostics;
using System.Reflection;
using Ngixi.Wasi.Suite;

// Runs the tests of WebAssembly/wasi-testsuite for preview 1, over each kind of mount: tests/wasi-testsuite.sh.
if (args is not [string checkout, ..] || !Directory.Exists(Path.Combine(checkout, "tests")))
{
    Console.Error.WriteLine(
        "usage: tests/wasi-testsuite.sh <checkout of WebAssembly/wasi-testsuite, branch prod/testsuite-base> [part of a name]");
    return 2;
}

string? part = args.ElementAtOrDefault(1);
List<SuiteResult> results = [];
using (SuiteRunner onDisk = new(inMemory: false))
using (SuiteRunner inMemory = new(inMemory: true))
{
    foreach (SuiteTest test in SuiteTest.In(checkout).Where(test => test.Name.Contains(part ?? "", StringComparison.Ordinal)))
    {
        SuiteResult result = new(test, onDisk.Run(test), inMemory.Run(test));
        results.Add(result);
        string reasons = $"{result.OverDirectory} {result.OverMemory}";
        Console.WriteLine($"{(result.Passes ? "pass" : "FAIL")} {test.Language} {test.Name} {reasons}".TrimEnd());
    }
}

int failed = results.Count(result => !result.Passes);
Console.WriteLine($"{results.Count - failed} of {results.Count} pass over a directory and over memory");
if (part is null)
{
    string page = typeof(SuitePage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Page").Value!;
    File.WriteAllText(page, SuitePage.Of(CommitOf(checkout), results));
}

return failed == 0 ? 0 : 1;

static string CommitOf(string checkout)
{
    using Process git = Process.Start(
        new ProcessStartInfo("git", ["-C", checkout, "rev-parse", "HEAD"]) { RedirectStandardOutput = true })!;
    string commit = git.StandardOutput.ReadToEnd().Trim();
    git.WaitForExit();
    return git.ExitCode == 0
        ? commit
        : throw new InvalidOperationException($"{checkout} is no checkout of git, so that its commit is unknown.");
}
