using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests;

/// <summary>The code of docs/hosting.md.</summary>
[CollectionDefinition(nameof(HostingPageTests), DisableParallelization = true)]
[Collection(nameof(HostingPageTests))]
public sealed class HostingPageTests
{
    private static readonly string Docs = AssemblyScriptCompiler.Metadata("DocsDirectory");

    [Theory]
    [InlineData(null, "Ada")]
    [InlineData("assembly/greeting.ts", "Hello, Ada")]
    public async Task A_console_program_runs_a_guest(string? source, string expected)
    {
        using GreeterFiles files = new(guest: source is null ? null : AssemblyScriptCompiler.Compile(source));
        string before = Directory.GetCurrentDirectory();
        StringWriter console = new();
        Directory.SetCurrentDirectory(files.Folder);
        try
        {
            StringWriter Console = console;

            #region console
            using GuestEngine engine = new();
            using GuestModule module = engine.Load("greeter.ngixi.json");
            using GuestPool pool = module.CreatePool();
            CallResult<string> greeting = await pool.CallAsync(guest => guest.Instance.GetGreeter().Greet("Ada"));
            Console.WriteLine($"{greeting.Value} ({greeting.Usage.HostCalls} calls of the host)");
            #endregion

            #region deadline
            CallOptions soon = new() { Deadline = TimeSpan.FromMilliseconds(100) };
            await pool.CallAsync(guest => guest.Instance.GetGreeter().Greet("Ada"), soon);
            #endregion
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }

        Assert.Equal($"{expected} (0 calls of the host){Environment.NewLine}", console.ToString());
    }

    [Fact]
    public void A_host_grants_what_it_has()
    {
        #region grants
        GuestEngineOptions options = new()
        {
            KeyValueStores = { ["main"] = new MemoryKeyValueStore() },
            Variables = { ["REGION"] = "eu" },
        };
        options.Capabilities.Add(
            Capability.Of<IBilling>("billing", static (linker, create) => linker.DefineBilling(create), _ => new Billing()));
        #endregion

        Assert.True(Manifest.Granting("""{ "billing": true, "keyValue": { "store": "main" } }""", options).Grants.ContainsKey("billing"));
    }

    [Fact]
    public void The_code_of_the_page_is_that_of_these_tests()
    {
        string source = File.ReadAllText(Path.Combine(Docs, "..", "tests", "Ngixi.Hosting.Tests", "HostingPageTests.cs"));
        string page = File.ReadAllText(Path.Combine(Docs, "hosting.md"));
        Assert.Equal(CodeRegions.In(source).Order(StringComparer.Ordinal), CodeRegions.BlocksOf(page).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_first_program_of_the_page_is_that_of_the_readme_and_its_manifest_is_one()
    {
        string readme = File.ReadAllText(Path.Combine(Docs, "..", "README.md"));
        Assert.Contains(CodeRegions.BlocksOf(File.ReadAllText(Path.Combine(Docs, "hosting.md"))).First(), readme, StringComparison.Ordinal);
        string manifest = CodeRegions.BlocksOf(readme, "json").Single(json => json.Contains("grants", StringComparison.Ordinal));
        GuestEngineOptions options = new() { KeyValueStores = { ["main"] = new MemoryKeyValueStore() } };
        Assert.Equal(["http", "keyValue", "log"], Manifest.Parse(manifest, options).Grants.Keys.Order());
    }

    private sealed class Billing : IBilling
    {
        public int Invoice(int amount) => amount;
    }
}
