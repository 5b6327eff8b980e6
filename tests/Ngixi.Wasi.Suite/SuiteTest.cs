using System.Text.Json;

namespace Ngixi.Wasi.Suite;

/// <summary>A test of the suite: a module, and what the file beside it says of its run (doc/specification.md there).</summary>
internal sealed record SuiteTest(
    string Module,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string? Root,
    int ExitCode,
    string Output)
{
    public string Name => Path.GetFileNameWithoutExtension(Module);

    /// <summary>Gets the language as the suite's folders have it: tests/rust/testsuite/wasm32-wasip1/name.wasm.</summary>
    public string Language => Module.Split(Path.DirectorySeparatorChar)[^4];

    /// <summary>Gets the tests of a checkout of the branch prod/testsuite-base, in the order of their names.</summary>
    public static IEnumerable<SuiteTest> In(string checkout) =>
        Directory.EnumerateFiles(Path.Combine(checkout, "tests"), "*.wasm", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "wasm32-wasip1")
            .Order(StringComparer.Ordinal)
            .Select(Read);

    private static SuiteTest Read(string module)
    {
        string file = Path.ChangeExtension(module, ".json");
        using JsonDocument document = JsonDocument.Parse(File.Exists(file) ? File.ReadAllText(file) : "{}");
        JsonElement root = document.RootElement;
        return new SuiteTest(
            module,
            root.TryGetProperty("args", out JsonElement arguments)
                ? [.. arguments.EnumerateArray().Select(item => item.GetString()!)]
                : [],
            root.TryGetProperty("env", out JsonElement environment)
                ? environment.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString()!)
                : [],
            Text(root, "root") is { } directory ? Path.Combine(Path.GetDirectoryName(module)!, directory) : null,
            root.TryGetProperty("exit_code", out JsonElement code) ? code.GetInt32() : 0,
            Text(root, "stdout") ?? "");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}
