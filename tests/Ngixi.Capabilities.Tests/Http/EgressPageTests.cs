using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>The tables of docs/capabilities/egress.md are printed from the code: NGIXI_UPDATE_SNAPSHOTS=1 renews them.</summary>
public sealed partial class EgressPageTests
{
    private static readonly string Page = Path.Combine(
        AssemblyScriptCompiler.Metadata("DocsDirectory"), "capabilities", "egress.md");

    private static readonly string[] Targets =
    [
        "https://api.example.com", "https://*.example.com", "http://api.example.com:8080", "https://api.example.com:8000-8010",
        "http://10.0.0.5", "http://10.0.0.0/8:*", "http://[fd00::/8]:8443", "GET,HEAD https://api.example.com",
        "OPTIONS https://api.example.com",
    ];

    private static readonly string[] Urls =
    [
        "https://api.example.com/a?b", "https://API.example.com.:443", "https://api.example.com:8010", "http://api.example.com:8080",
        "http://10.0.0.5", "http://167772165", "http://[fd00::1]:8443",
    ];

    private static readonly string[] Faults =
    [
        "api.example.com", "ftp://api.example.com", "https://api.example.com/v1", "https://api.example.com?a=b",
        "https://user@api.example.com", "https://api.example.com.", "https://api.example.com:0", "https://a.*.example.com",
        "https://bücher.example", "http://127.1",
        "http://10.0.0.5/8", "http://::1", "get https://a.example", "CONNECT https://a.example", "GET, HEAD https://a.example",
    ];

    [Fact]
    public void The_page_says_what_the_code_does()
    {
        string page = File.ReadAllText(Page);
        string renewed = Block().Replace(page, block => $"{block.Groups["begin"].Value}\n{Print(block.Groups["name"].Value)}<!-- end -->");
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(Page, renewed);
        }

        Assert.Equal(7, Block().Count(page));
        Assert.Equal(renewed, File.ReadAllText(Page));
    }

    [Fact]
    public void The_page_has_each_limit_with_its_default_and_each_error()
    {
        string page = File.ReadAllText(Page);
        HttpLimits limits = new();
        foreach (var property in typeof(HttpLimits).GetProperties())
        {
            string value = property.GetValue(limits) switch
            {
                TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s"),
                var number => string.Create(CultureInfo.InvariantCulture, $"{number:N0}"),
            };
            Assert.Contains($"\n| `{property.Name}` | {value} | ", page, StringComparison.Ordinal);
        }

        Assert.All(
            Enum.GetValues<EgressError>(),
            error => Assert.Contains($"\n| {(int)error} | `{error}` | ", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_grammar_of_the_page_makes_the_targets_and_no_text_that_is_badly_formed()
    {
        Grammar grammar = new(Assert.Single(CodeRegions.BlocksOf(File.ReadAllText(Page), "text")), new Dictionary<string, string>
        {
            ["method"] = "[A-Z]+",
            ["number"] = "[0-9]{1,5}",
            ["name"] = @"[\w-]+(\.[\w-]+)+",
            ["address"] = @"[0-9]+(\.[0-9]+){3}|\[[0-9a-f:]+\]",
            ["block"] = @"[0-9]+(\.[0-9]+){3}/[0-9]+|\[[0-9a-f:]+/[0-9]+\]",
        });
        Assert.All(Targets, target => Assert.True(grammar.Makes("target", target), target));

        // These are well formed, and name a port, an address or a method that there is not.
        Assert.Equal(
            ["https://api.example.com:0", "https://bücher.example", "http://127.1", "http://10.0.0.5/8", "CONNECT https://a.example"],
            Faults.Where(target => grammar.Makes("target", target)));
    }

    [Fact]
    public void The_code_of_the_page_compiles_and_says_what_the_page_says()
    {
        DenialLog denials = new(new FakeLogger(), "billing");
        Assert.Null(Judge(new FakeLogger()));
        using (Wrapped(new HttpGrant(), denials))
        {
            string source = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("GuestDirectory"), "../Http/EgressPageTests.cs"));
            string[] regions = [.. CodeRegions.In(source)];
            Assert.Equal(CodeRegions.BlocksOf(File.ReadAllText(Page)), regions);
        }
    }

    private static Denial? Judge(ILogger logger)
    {
        #region judge
        HttpGrant grant = new()
        {
            Allow = ["https://api.example.com", "GET https://*.cdn.example.com", "http://orders.internal:8080"],
            AllowPrivate = ["10.20.0.0/16"],
        };
        using EgressGate gate = new(grant, new DenialLog(logger, "billing"));
        Denial? denial = gate.Judge("GET", "https://api.example.com/orders");
        #endregion

        return denial;
    }

    private static EgressGate Wrapped(HttpGrant grant, DenialLog denials)
    {
        #region wrap
        EgressGate gate = new(grant, denials, wrap: connections => new RetryHandler { InnerHandler = connections });
        #endregion

        return gate;
    }

    private static string Print(string name) => name switch
    {
        "targets" => Table(["target", "covers"], Targets.Select(target => new[] { Code(target), string.Join(", ", Covered(target)) })),
        "faults" => Table(["target", "is refused because it"], Faults.Select(target => new[] { Code(target), Fault(target) })),
        "addresses" => Table(["range", "is"], AddressRules.Denied.Select(row => new[] { Code($"{row.Range}"), row.Name })),
        "metadata" => $"\n{Wrap(AddressRules.Metadata.Select(address => Code($"{address}")))}\n\n",
        "kept" => $"\n{Wrap(HttpHeaderRules.KeptAcrossOrigins.Order(StringComparer.Ordinal).Select(Code))}\n\n",
        "headers" => Table(
            ["headers", "a guest sets them"],
            [
                [Headers(HttpHeaderRules.OfTheConnection, HttpHeaderRules.PrefixesOfTheConnection), "never: they are the connection's"],
                [
                    Headers(HttpHeaderRules.OfTheHost, HttpHeaderRules.PrefixesOfTheHost),
                    "if `AllowHeaders` names them: servers believe them",
                ],
            ]),
        "denials" => Table(["request", "reason", "to allow it, add"], Denials()),
        _ => throw new ArgumentException($"There is no block {name}.", nameof(name)),
    };

    private static IEnumerable<string> Covered(string target)
    {
        HttpGrant grant = new() { Allow = [target], AllowPrivate = ["0.0.0.0/0", "::/0"] };
        string method = HttpTarget.Parse(target).Methods[0];
        string[] covered = [.. Urls.Where(url => new EgressPolicy(grant).JudgeTarget(method, url, out _) is null)];
        return covered.Select(url => Code(method == HttpMethods.Usual[0] ? url : $"{method} {url}"));
    }

    private static string Fault(string target) =>
        Assert.Throws<ArgumentException>(() => HttpTarget.Parse(target)).Message.Split("` ", 2)[1].Split(" (Parameter")[0];

    private static IEnumerable<string[]> Denials()
    {
        HttpGrant grant = new()
        {
            Allow = ["GET https://api.example.com", "http://10.0.0.5", "http://169.254.169.254", "POST https://upload.example.com"],
            Credentials = [new("billing", ["https://api.example.com"], "Authorization", "Bearer 1")],
            MaxRedirects = 1,
        };
        EgressPolicy policy = new(grant);
        const string Api = "https://api.example.com/";
        EgressRequest request = new("GET", Api);
        (string Shown, EgressRequest Request)[] requests =
        [
            ("another host", new("GET", "https://other.example.com/")),
            ("another method", new("POST", Api)),
            ("a private address", new("GET", "http://10.0.0.5/")),
            ("a private address without a target", new("GET", "http://127.0.0.1:8080/")),
            ("a metadata service", new("GET", "http://169.254.169.254/")),
            ("a user name", new("GET", "https://user@api.example.com/")),
            ("no http URL", new("GET", "file:///etc/passwd")),
            ("CONNECT", new("CONNECT", Api)),
            ("a header of the connection", request with { Headers = [new("Host", "a")] }),
            ("a header of the host", request with { Headers = [new("Cookie", "a=b")] }),
            ("a header of two lines", request with { Headers = [new("X-Own", "a\r\nb")] }),
            ("a long URL", new("GET", Api + new string('x', 8192))),
            ("many headers", request with { Headers = [.. Enumerable.Repeat(KeyValuePair.Create("X", ""), 65)] }),
            ("a large body", new("POST", "https://upload.example.com/") { Body = new byte[1_048_577] }),
            ("an unknown credential", request with { Credential = "other" }),
            ("a credential elsewhere", new("POST", "https://upload.example.com/") { Credential = "billing" }),
        ];
        foreach ((string shown, EgressRequest each) in requests)
        {
            Refusal refusal = policy.Judge(each, out _, out _)!;
            yield return [shown, refusal.Reason, Remedy(refusal)];
        }

        Assert.Null(policy.Judge(request, out _, out EgressHop? hop));
        foreach (string location in new[] { "http://api.example.com/", "ftp://api.example.com/" })
        {
            HttpGrant both = grant with { Allow = [.. grant.Allow, "http://api.example.com"] };
            Refusal refusal = EgressRedirects.Follow(hop!, 302, location, both, new EgressPolicy(both)).Refusal!;
            yield return [$"a redirect to {location.Split(':')[0]}", refusal.Reason, Remedy(refusal)];
        }
    }

    private static string Remedy(Refusal refusal) => refusal.Grant is null ? "no grant can allow it" : Code(refusal.Grant);

    private static string Headers(IEnumerable<string> names, IEnumerable<string> prefixes) =>
        string.Join(", ", names.Concat(prefixes.Select(prefix => $"{prefix}…")).Order(StringComparer.Ordinal).Select(Code));

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Table(string[] head, IEnumerable<string[]> rows) =>
        $"\n{string.Concat(rows.Prepend([.. head.Select(_ => "---")]).Prepend(head).Select(row => $"| {string.Join(" | ", row)} |\n"))}\n";

    /// <summary>Words with commas, in lines of a page.</summary>
    private static string Wrap(IEnumerable<string> words) => words.Aggregate("", (text, word) =>
        text.Length == 0 ? word : text.Length - text.LastIndexOf('\n') + word.Length > 130 ? $"{text},\n{word}" : $"{text}, {word}");

    [GeneratedRegex(@"(?<begin><!-- egress: (?<name>\w+) -->)\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();

    private sealed class RetryHandler : DelegatingHandler;
}
