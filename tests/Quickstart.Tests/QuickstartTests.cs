using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Wasmtime;

namespace Quickstart.Tests;

public sealed partial class QuickstartTests(QuickstartGuest guest) : IClassFixture<QuickstartGuest>
{
    /// <summary>The raw signatures that guests of other toolkits know, and that this one keeps.</summary>
    private static readonly string[] Signatures =
    [
        "http_request(Int32, Int32, Int32, Int32, Int32, Int32) -> Int32",
        "http_response_free(Int32)",
        "http_response_read(Int32, Int32, Int32) -> Int32",
        "http_response_status(Int32) -> Int32",
        "kv_get(Int32, Int32, Int32) -> Int32",
        "kv_set(Int32, Int32, Int32, Int32)",
        "log(Int32, Int32)",
        "next_event(Int32, Int32) -> Int32",
        "span_begin(Int32, Int32) -> Int32",
        "span_end(Int32)",
    ];

    [Theory]
    [InlineData("release")]
    [InlineData("debug")]
    [InlineData("c")]
    [InlineData("c-script")]
    public void A_guest_imports_exactly_the_recipes_signatures(string target)
    {
        using Engine engine = new();
        using Module module = Module.FromFile(engine, guest.PathOf(target));
        FunctionImport[] imports = [.. module.Imports.Cast<FunctionImport>()];

        Assert.Equal(
            Signatures,
            imports.Where(import => import.ModuleName == "env" && import.Name != "abort").Select(Describe).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "abi:1:env/IEvents()", "abi:1:env/IHttp()", "abi:1:env/IKeyValue()", "abi:1:env/ILog()", "abi:1:env/ITracing()",
                "take(Int32, Int32)",
            ],
            imports
                .Where(import => import.ModuleName != "env")
                .Select(import => MarkerText().Replace(Describe(import), ""))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("release")]
    [InlineData("debug")]
    [InlineData("c")]
    [InlineData("c-script")]
    public void A_guest_does_its_work(string target)
    {
        (int exitCode, string output) = QuickstartGuest.Run("dotnet", Path.GetTempPath(), QuickstartGuest.Host, guest.PathOf(target));
        Assert.True(exitCode == 0, output);
        ILookup<bool, string> lines = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToLookup(line => line.StartsWith("info: ", StringComparison.Ordinal));
        Assert.Equal(
            [
                "hello from the guest",
                "event: the kettle boils",
                "event: the door opens",
                "an event has N bytes: making room",
                "event: the address is http://127.0.0.1:N/",
                "GET http://127.0.0.1:N/greeting: 200 Hello from the server",
                "POST http://127.0.0.1:N/echo: 200 ping",
                "GET http://example.com/ is not allowed",
                "greeting: good morning",
                "large: 100000 bytes, the last is 7",
                "missing: no value",
                "span 'quickstart' took N ms",
            ],
            lines[true].Select(line => Changing().Replace(LogPrefix().Replace(line, ""), "N")));
        Assert.EndsWith("To allow it, add: Allow = [\"http://example.com\"]", Assert.Single(lines[false]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_commands_of_the_guest_in_C_make_and_run_it()
    {
        string page = Assert.Single(CodeRegions.BlocksOf(File.ReadAllText(Path.Combine(QuickstartGuest.CGuest, "README.md")), "console"));

        // The built host stands for a build of it.
        const string RunHost = "$ dotnet run --project ../../samples/Quickstart -- ";
        Assert.Contains(RunHost, page, StringComparison.Ordinal);
        string script = page.Replace(RunHost, $"$ dotnet '{QuickstartGuest.Host}' ", StringComparison.Ordinal)
            .Replace("$ ", "", StringComparison.Ordinal);
        Dictionary<string, string> environment = new() { ["CC"] = CCompiler.Program };
        Command.Run("bash", QuickstartGuest.CGuest, environment, "-ec", script).Succeeds().Says("greeting: good morning");
    }

    [Fact]
    public void Without_a_guest_it_says_what_it_wants()
    {
        (int exitCode, string output) = QuickstartGuest.Run("dotnet", Path.GetTempPath(), QuickstartGuest.Host);
        Assert.Equal(2, exitCode);
        Assert.Contains("usage: Quickstart <guest.wasm>", output, StringComparison.Ordinal);
    }

    private static string Describe(FunctionImport import)
    {
        string result = import.Results.Count == 0 ? "" : $" -> {string.Join(", ", import.Results)}";
        return $"{import.Name}({string.Join(", ", import.Parameters)}){result}";
    }

    // The hash of a contract, and what it says.
    [GeneratedRegex(@"@[0-9a-f]{16} .*(?=\(\)$)")]
    private static partial Regex MarkerText();

    [GeneratedRegex(@"^info: (Wasm\.quickstart|host)\[\d+\] ")]
    private static partial Regex LogPrefix();

    // The server's port, the length of the event that has it, and the time that the work took.
    [GeneratedRegex(@"(?<=127\.0\.0\.1:)\d+|(?<=an event has )\d+|\d+(?= ms$)")]
    private static partial Regex Changing();
}
