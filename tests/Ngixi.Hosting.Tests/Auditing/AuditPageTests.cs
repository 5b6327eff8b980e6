using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Auditing;

/// <summary>The code and the tables of docs/audit.md.</summary>
[Collection(nameof(HostingPageTests))]
public sealed partial class AuditPageTests : IDisposable
{
    private static readonly string Repository = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "..");
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository, "docs", "audit.md"));

    private readonly GreeterFiles files = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public AuditPageTests() => Directory.SetCurrentDirectory(files.Folder);

    [Fact]
    public void An_engine_writes_an_audit_that_is_verified()
    {
        Run();
        StringWriter console = new();
        Verify(console);
        Assert.StartsWith("OK: each line is as it was written\nLines 1 to 2 follow", console.ToString(), StringComparison.Ordinal);

        static void Run()
        {
            #region engine
            GuestEngineOptions options = new() { Audit = GuestAudit.ToFile("audit.jsonl") };
            using GuestEngine engine = new(options);
            #endregion
        }

        static void Verify(StringWriter Console)
        {
            #region verify
            AuditVerification found = GuestAudit.Verify("audit.jsonl");
            Console.WriteLine(found);
            #endregion
        }
    }

    [Fact]
    public async Task A_program_with_services_writes_one()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = files.Folder });

        #region services
        builder.Services.AddNgixi(ngixi => ngixi.AddModule("greeter", "greeter.ngixi.json").AddAudit("logs/audit.jsonl"));
        #endregion

        using (IHost host = builder.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        Assert.True(GuestAudit.Verify(Path.Combine(files.Folder, "logs", "audit.jsonl")).IsIntact);
    }

    [Fact]
    public void Anchors_are_signed_elsewhere()
    {
        string commands = CodeRegions.BlocksOf(Page, "console").Single(block => block.StartsWith("$ openssl", StringComparison.Ordinal));
        Command.Run("bash", files.Folder, "-ec", commands.Replace("$ ", "", StringComparison.Ordinal)).Succeeds();
        Assert.NotNull(AuditKey.FromSecret(File.ReadAllBytes("audit.secret")));
        Write();
        Assert.True(Verify() is { IsIntact: true, AreSignaturesChecked: true });

        static void Write()
        {
            #region key
            using AuditKey key = AuditKey.Read("audit.key");
            GuestAudit audit = GuestAudit.ToFile("audit.jsonl", new AuditOptions { Key = key, AnchorFile = "anchors/shop.jsonl" });
            #endregion

            audit.Dispose();
        }

        static AuditVerification Verify()
        {
            #region public-key
            using AuditKey ofVerifier = AuditKey.Read("audit.pub");
            AuditVerificationOptions options = new() { Key = ofVerifier, AnchorFile = "anchors/shop.jsonl" };
            AuditVerification found = GuestAudit.Verify("audit.jsonl", options);
            #endregion

            return found;
        }
    }

    [Fact]
    public async Task A_line_has_the_fields_of_the_page_in_their_order()
    {
        using (GuestEngine engine = new(new GuestEngineOptions { Audit = GuestAudit.ToFile("audit.jsonl") }))
        {
            using GuestModule module = engine.Load("greeter.ngixi.json");
            using GuestInstance guest = await module.StartAsync();
        }

        string printed = CodeRegions.BlocksOf(Page, "json").Single();
        string written = File.ReadLines("audit.jsonl").Single(line => line.Contains("\"instance.started\"", StringComparison.Ordinal));
        Assert.Equal(Fields(written), Fields(printed));

        static string[] Fields(string line) => [.. JsonDocument.Parse(line).RootElement.EnumerateObject()
            .Select(field => field.Name == "event" ? field.ToString() : $"{field.Name}: {field.Value.ValueKind}")];
    }

    [Fact]
    public void A_missing_line_is_told_in_the_words_of_the_page()
    {
        AuditHost host = AuditFixture.Written(40, new AuditOptions { AnchorEvery = 10 });
        List<byte[]> lines = AuditFixture.LinesOf(host.ToFile());
        lines.RemoveAt(30);
        string told = AuditFixture.Verify([.. lines.SelectMany(line => line)], host.AnchorsToFile()).ToString();
        Assert.Equal(Plain(told), Plain(CodeRegions.BlocksOf(Page, "text").Single()));

        static string Plain(string text) => Number().Replace(AuditFile().Replace(text, "(file:"), "1");
    }

    [Fact]
    public void The_code_of_the_page_is_that_of_these_tests()
    {
        string source = File.ReadAllText(
            Path.Combine(Repository, "tests", "Ngixi.Hosting.Tests", "Auditing", $"{nameof(AuditPageTests)}.cs"));
        Assert.Equal(
            CodeRegions.In(source).Order(StringComparer.Ordinal),
            CodeRegions.BlocksOf(Page).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_events_has_all_that_the_code_writes()
    {
        string[] sources = Directory.GetFiles(Path.Combine(Repository, "src", "Ngixi.Hosting", "Auditing"), "*.cs");
        IEnumerable<string> written = sources
            .SelectMany(file => Event().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["event"].Value);
        string table = Page[Page.IndexOf("| event |", StringComparison.Ordinal)..];
        IEnumerable<string> told = table[..table.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n')
            .SelectMany(row => Name().Matches(row.Split('|')[1]))
            .Select(name => name.Groups["event"].Value);
        Assert.Equal(written.Distinct().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        files.Dispose();
    }

    /// <summary>A name that is handed to what writes a line.</summary>
    [GeneratedRegex("""(Write|WriteParts|AuditEntry\.Of)\("(?<event>[a-z.]+)[""]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Event();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\([^ ]* ?[0-9]*:(?=[0-9]+\))")]
    private static partial Regex AuditFile();

    [GeneratedRegex("`(?<event>[a-z.]+)`")]
    private static partial Regex Name();
}
