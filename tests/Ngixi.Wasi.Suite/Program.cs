using Ngixi.Wasi.Suite;

// Runs the tests of WebAssembly/wasi-testsuite for preview 1, over each kind of mount: tests/wasi-testsuite.sh.
if (args is not [string checkout, ..] || !Directory.Exists(Path.Combine(checkout, "tests")))
{
    Console.Error.WriteLine(
        "usage: tests/wasi-testsuite.sh <checkout of WebAssembly/wasi-testsuite, branch prod/testsuite-base> [part of a name]");
    return 2;
}

string part = args.Length > 1 ? args[1] : "";
int failed = 0;
foreach (bool inMemory in new[] { false, true })
{
    using SuiteRunner runner = new(inMemory);
    int passed = 0;
    int count = 0;
    foreach (SuiteTest test in SuiteTest.In(checkout).Where(test => test.Name.Contains(part, StringComparison.Ordinal)))
    {
        count++;
        string? reason = runner.Run(test);
        passed += reason is null ? 1 : 0;
        string language = Path.GetRelativePath(Path.Combine(checkout, "tests"), test.Module).Split(Path.DirectorySeparatorChar)[0];
        Console.WriteLine($"{(reason is null ? "pass" : "FAIL")} {language} {test.Name}{(reason is null ? "" : $": {reason}")}");
    }

    Console.WriteLine($"{(inMemory ? "memory" : "directory")}: {passed} of {count} pass");
    failed += count - passed;
}

return failed == 0 ? 0 : 1;
