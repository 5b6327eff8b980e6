using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

public sealed class ManifestTests
{
    [Fact]
    public void A_manifest_of_all_parts_is_read()
    {
        const string Sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF";
        GuestManifest manifest = Manifest.Parse(
            $$"""
            {
              "$schema": "https://example.com/ngixi-manifest.schema.json",
              "name": "shop",
              "module": { "file": "guests/shop.wasm", "sha256": "{{Sha256}}" },
              "features": ["simd", "tailCalls"],
              "limits": { "memory": "32 MiB", "deadline": "500 ms", "fuel": 1000000, "hostCalls": 10 },
              "imports": ["env.log", "env.clock_now"],
              "grants": {
                "log": { "minimumLevel": "debug", "why": "support reads it" }, // as in appsettings.json
                "clock": true,
              },
            }
            """,
            folder: "/srv/guests");
        Assert.Equal("shop", manifest.Name);
        Assert.Equal("/srv/guests/guests/shop.wasm", manifest.ModuleFile);
        Assert.Equal(Sha256.ToLowerInvariant(), manifest.Sha256);
        Assert.Equal(WasmFeatures.Simd | WasmFeatures.TailCalls, manifest.Features);
        Assert.Equal(
            new ModuleLimits { Memory = 32 << 20, Deadline = TimeSpan.FromMilliseconds(500), Fuel = 1_000_000, HostCalls = 10 },
            manifest.Limits);
        Assert.Equal(["env.log", "env.clock_now"], manifest.Imports);
        Assert.Equal(["log", "clock"], manifest.Grants.Keys);
        Assert.Equal("support reads it", manifest.Grants["log"].Why);
    }

    [Fact]
    public void What_a_manifest_does_not_say_is_not_granted_and_has_its_default()
    {
        GuestManifest manifest = Manifest.Parse("""{ "name": "shop" }""");
        Assert.Empty(manifest.Grants);
        Assert.Equal(new ModuleLimits(), manifest.Limits);
        Assert.Equal(WasmFeatures.None, manifest.Features);
        Assert.Null(manifest.Imports);
        Assert.Null(manifest.ModuleFile);
        Assert.Null(manifest.Sha256);
    }

    [Fact]
    public void All_mistakes_are_found_at_once_each_where_it_stands_and_with_what_to_write()
    {
        IReadOnlyList<string> findings = Manifest.Findings(
            """
            {
              "nmae": "shop",
              "limits": { "memory": 1048576, "deadline": "2 sec", "handles": 70000, "hostCalls": 1.5, "memory": "1 MiB" },
              "features": ["smid", "threads"],
              "imports": [],
              "grants": {
                "log": { "minimumLevel": "warn", "maxLinesPerSecond": "10" },
                "clock": {},
                "random": false,
                "http": { "allow": ["api.example.com"], "why": 1 },
                "kv": true
              }
            }
            """);
        Assert.Equal(
            [
                "m.json(1,1): The manifest has no \"name\": write it.",
                "m.json(2,3): nmae is unknown: did you mean \"name\"?",
                "m.json(3,25): limits.memory is a number: write a size with its unit: \"64 MiB\".",
                "m.json(3,46): limits.deadline is `2 sec`: write a time with its unit: \"2 s\".",
                "m.json(3,66): limits.handles is 70,000: 65,535 is the most.",
                "m.json(3,86): limits.hostCalls is a number: write a whole number without quotes.",
                "m.json(3,91): \"memory\" is written twice, in line 3, too: write it once.",
                "m.json(4,16): features[0] is `smid`: did you mean \"simd\"?",
                "m.json(4,24): features[1] is `threads`: no guest may use it, because the host reads a memory that nobody else may write "
                    + "meanwhile. Leave it out.",
                "m.json(5,14): imports is empty, which is nothing: write what is meant, or leave \"imports\" out.",
                "m.json(7,30): grants.log.minimumLevel is `warn`: there are \"critical\", \"debug\", \"error\", \"information\", "
                    + "\"none\", \"trace\", \"warning\".",
                "m.json(7,59): grants.log.maxLinesPerSecond is a text: write a whole number without quotes.",
                "m.json(8,14): grants.clock is empty, which grants nothing: write true for all of its defaults, or leave it out.",
                "m.json(9,15): grants.random is false: leave it out, which grants nothing.",
                "m.json(10,25): grants.http.allow[0] is none. The target `api.example.com` does not begin with http:// or https://: "
                    + "write it like https://api.example.com.",
                "m.json(10,52): grants.http.why is a number: write a text.",
                "m.json(11,5): grants.kv is unknown: there are \"cache\", \"clock\", \"events\", \"files\", \"http\", \"keyValue\", \"log\", "
                    + "\"metrics\", \"random\", \"tracing\", \"wasi\".",
            ],
            findings);
    }

    [Theory]
    [InlineData("""{ "name": "shop", }}""", "m.json(1,20): This is no JSON: ")]
    [InlineData("""{ "name": shop }""", "m.json(1,11): This is no JSON: ")]
    [InlineData("", "m.json(1,1): This is no JSON: ")]
    [InlineData("[]", "m.json(1,1): The manifest is a list: write an object, { … }.")]
    [InlineData("{ \"name\": \"\\ud800\" }", "m.json(1,11): The text has an escape of half a surrogate pair")]
    [InlineData("{ \"name\": \"é\",\n \"东西\": 1 }", "m.json(1,11): name is `é`: write 1 to 128 letters")]
    [InlineData("{ \"name\": \"x\",\n \"东\": 1, \"nam\": 2 }", "m.json(2,2): 东 is unknown")]
    public void What_is_no_manifest_is_said(string json, string finding) =>
        Assert.StartsWith(finding, Manifest.Findings(json)[0], StringComparison.Ordinal);

    [Fact]
    public void What_is_no_UTF_8_is_said()
    {
        ManifestException exception = Assert.Throws<ManifestException>(() => GuestManifest.Parse([(byte)'{', (byte)'\n', 0xFF], "m.json"));
        Assert.Equal(["m.json(2,1): This is no UTF-8: save the file as UTF-8."], exception.Findings);
    }

    [Fact]
    public void Findings_beyond_a_hundred_are_counted()
    {
        string grants = string.Concat(Enumerable.Range(0, 150).Select(i => $"\"unknown{i}\": true,"));
        IReadOnlyList<string> findings = Manifest.Findings($$"""{ "name": "shop", "grants": { {{grants}} } }""");
        Assert.Equal(101, findings.Count);
        Assert.Equal("m.json: 50 more findings.", findings[100]);
    }

    [Fact]
    public void A_mark_of_the_byte_order_is_not_a_part_of_the_text()
    {
        GuestManifest manifest = GuestManifest.Parse([.. Encoding.UTF8.Preamble, .. """{ "name": "shop" }"""u8]);
        Assert.Equal("shop", manifest.Name);
    }

    [Fact]
    public void A_manifest_asks_for_no_more_than_the_host_allows()
    {
        ModuleLimits maximum = new() { Memory = 1 << 20, Deadline = TimeSpan.FromSeconds(1), Fuel = 500 };
        GuestEngineOptions options = new() { Maximum = maximum };
        Assert.Equal(
            [
                "m.json(1,41): limits.memory is 2 MiB: 1 MiB is the most.",
                "m.json(1,62): limits.deadline is 2 s: 1 s is the most.",
                "m.json(1,77): limits.fuel is 501: 500 is the most.",
            ],
            Manifest.Findings("""{ "name": "shop", "limits": { "memory": "2 MiB", "deadline": "2 s", "fuel": 501 } }""", options));
        ModuleLimits limits = Manifest.Parse("""{ "name": "shop" }""", options).Limits;
        Assert.Equal((1 << 20, TimeSpan.FromSeconds(1), 500UL), (limits.Memory, limits.Deadline, limits.Fuel));
    }

    [Fact]
    public void A_variable_has_the_value_that_the_host_gives_it()
    {
        GuestEngineOptions options = new() { Variables = { ["API"] = "api.example.com", ["SIZE"] = "1 MiB", ["ODD"] = "${API}" } };
        Manifest.Granting("""{ "http": { "allow": ["https://${API}"] }, "cache": { "maxBytes": "${SIZE}" } }""", options);
        Assert.Equal(
            ["m.json(1,53): grants.cache.maxBytes is `${API}`: write a size with its unit: \"16 MiB\"."],
            Manifest.Findings("""{ "name": "shop", "grants": { "cache": {"maxBytes": "${ODD}" } } }""", options));
    }

    [Fact]
    public void A_variable_without_a_value_is_a_mistake_and_those_of_the_process_are_not_looked_at()
    {
        Assert.NotNull(Environment.GetEnvironmentVariable("PATH"));
        Assert.Equal(
            [
                "m.json(1,50): grants.http.allow[0].target names the variable `PATH`, which the host has no value for: "
                    + "set it in GuestEngineOptions.Variables, or make the grant \"optional\".",
            ],
            Manifest.Findings("""{ "name": "shop", "grants": { "http": {"allow": ["https://${PATH}"] } } }"""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_optional_grant_is_left_out_where_its_variable_has_no_value(string? value)
    {
        GuestEngineOptions options = new();
        if (value is not null)
        {
            options.Variables["API"] = value;
        }

        GuestManifest manifest = Manifest.Granting(
            """{ "http": { "optional": true, "allow": ["https://${API}"] }, "clock": true }""", options);
        Assert.Equal(["clock"], manifest.Grants.Keys);
        Assert.Equal("the variable API is missing or empty", manifest.LeftOut["http"]);
        options.Variables["API"] = "api.example.com";
        Assert.Equal(
            ["http"], Manifest.Granting("""{ "http": { "optional": true, "allow": ["https://${API}"] } }""", options).Grants.Keys);
    }

    [Fact]
    public void All_mistakes_of_a_grant_are_found_at_once() => Assert.Equal(
        [
            "m.json(1,47): grants.http.allow[0] is none. The target `a` does not begin with http:// or https://: "
                + "write it like https://api.example.com.",
            "m.json(1,70): grants.http.allowPrivate[0] is none. The address range `b` is no IP address and no CIDR block: "
                + "write it like 10.0.0.5, 10.0.0.0/8 or fd00::/8.",
            "m.json(1,93): grants.http.allowHeaders[0] is none. The header `Accept` of AllowHeaders needs no grant: leave it out.",
            "m.json(1,104): grants.http.alow is unknown: did you mean \"allow\"?",
        ],
        Manifest.Findings(
            """{ "name": "x", "grants": { "http": { "allow":["a"], "allowPrivate": ["b"], "allowHeaders": ["Accept"], "alow": 1 } } }"""));

    [Fact]
    public void An_import_of_a_grant_that_is_left_out_may_be_named()
    {
        GuestManifest manifest = Manifest.Parse(
            """{ "name": "x", "imports": ["env.http_request"], "grants": { "http": { "optional": true, "allow": ["https://${A}"] } } }""");
        Assert.Equal(["http"], manifest.LeftOut.Keys);
        Assert.Equal(
            ["m.json(1,28): imports[0] is none. No grant of the manifest defines `env.kv_get`: leave it out."],
            Manifest.Findings("""{ "name": "x", "imports": ["env.kv_get"], "grants": { "clock": true } }"""));
    }

    [Fact]
    public void An_optional_entry_is_left_out_alone()
    {
        GuestManifest manifest = Manifest.Granting(
            """{ "http": { "allow": ["https://a.example", { "target": "https://${API}", "optional": true, "why": "prices" }] } }""");
        Assert.Equal(["http"], manifest.Grants.Keys);
        Assert.Empty(manifest.LeftOut);
    }

    [Theory]
    [InlineData(
        """{ "http": { "allow": ["https://*.a.example", "https://b.a.example"] } }""",
        "allows nothing that \"https://*.a.example\" does not")]
    [InlineData(
        """{ "http": { "allow": ["https://b.a.example", "https://*.a.example:*"] } }""",
        "allows all that \"https://b.a.example\" does")]
    [InlineData("""{ "http": true }""", "grants.http allows nothing: name targets in \"allow\"")]
    [InlineData("""{ "http": { "allow": ["https://a.example"], "credentials": ["key"] } }""", "names `key`, which the host does not have")]
    [InlineData(
        """{ "http": { "allow": ["https://a.example"], "allowPrivate": ["10.0.0.1/8"] } }""",
        "is not the first address of its block")]
    [InlineData(
        """{ "http": { "allow": ["https://a.example"], "allowHeaders": ["Host"] } }""",
        "is the connection's, which no grant can give")]
    [InlineData("""{ "events": true }""", "grants.events allows nothing: name topics")]
    [InlineData("""{ "events": { "subscribe": ["a", "a"] } }""", "two have the same topic")]
    [InlineData("""{ "events": { "publish": ["a b"] } }""", "is not 1 to 128 letters, digits")]
    [InlineData("""{ "keyValue": { "store": "orders" } }""", "grants.keyValue.store names the store `orders`, which the host does not have")]
    [InlineData("""{ "files": true }""", "grants.files allows nothing: name directories in \"mounts\"")]
    [InlineData("""{ "files": { "mounts": [{ "path": "/a" }] } }""", "grants.files.mounts[0] has no files: write one of")]
    [InlineData(
        """{ "files": { "mounts": [{ "path": "/a", "memory": true, "directory": "a" }] } }""",
        "grants.files.mounts[0] has several sources")]
    [InlineData(
        """{ "files": { "mounts": [{ "path": "a/", "memory": true }] } }""",
        "grants.files.mounts[0].path is none. The path a/ of a mount")]
    [InlineData(
        """{ "files": { "mounts": [{ "path": "/a", "memory": true }, { "path": "/a", "memory": true }] } }""",
        "grants.files.mounts[1] has the path /a of another mount")]
    [InlineData(
        """{ "files": { "mounts": [{ "path": "/a", "directory": "data", "writable": true }, { "path": "/b", "directory": "data/in" }] } }""",
        "grants.files.mounts[1] overlaps /a: guests may write")]
    [InlineData(
        """{ "files": { "mounts": [{ "path": "/a", "directory": "data", "overlay": true }] } }""",
        "grants.files.mounts[0].overlay is for files")]
    [InlineData("""{ "wasi": { "environment": { "A=B": "1" } } }""", "The name of a variable, \"A=B\"")]
    [InlineData("""{ "cache": { "maxEntries": -1 } }""", "grants.cache.maxEntries is -1: 0 is the least.")]
    public void A_grant_that_means_nothing_or_contradicts_itself_is_refused(string grants, string finding)
    {
        GuestEngineOptions options = new() { EventStores = { ["default"] = new MemoryEventStore() } };
        IReadOnlyList<string> findings = Manifest.Findings($$"""{ "name": "shop", "grants": {{grants}} }""", options);
        Assert.Contains(finding, Assert.Single(findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_is_read_from_its_file_and_its_paths_begin_there()
    {
        using TemporaryFolder folder = new();
        folder.Write("shop.ngixi.json", """{ "name": "shop", "module": { "file": "shop.wasm" } }""");
        Assert.Equal(folder.At("shop.wasm"), GuestManifest.Read(folder.At("shop.ngixi.json")).ModuleFile);
    }

    [Fact]
    public void A_manifest_of_mistakes_is_a_finding_whatever_they_are()
    {
        const string Whole = """
            {
              "name": "shop", "module": { "file": "a.wasm" }, "features": ["simd"], "imports": ["env.log"],
              "limits": { "memory": "32 MiB", "deadline": "500 ms", "fuel": 1000 },
              "grants": {
                "log": { "targets": { "a": "debug" } }, "http": { "allow": ["https://a.example", { "target": "https://${A}" }] },
                "files": { "mounts": [{ "path": "/a", "memory": true, "quota": { "maxFiles": 5 } }] }, "wasi": { "arguments": ["a"] }
              }
            }
            """;
        GuestEngineOptions options = new();
        int refused = 0;
        foreach (int seed in Tries.Seeds(2_000))
        {
            Random random = new(seed);
            List<byte> text = [.. Encoding.UTF8.GetBytes(Whole)];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                int at = random.Next(text.Count);
                int length = Math.Min(random.Next(1, 20), text.Count - at);
                byte[] piece = [.. text.Skip(random.Next(text.Count)).Take(length)];
                text.RemoveRange(at, random.Next(2) * length);
                text.InsertRange(at, random.Next(4) == 0 ? [(byte)random.Next(256)] : piece);
            }

            try
            {
                GuestManifest.Parse(text.ToArray(), "m.json", options);
            }
            catch (ManifestException exception)
            {
                refused++;
                Assert.NotEmpty(exception.Findings);
            }
        }

        Assert.NotEqual(0, refused);
    }
}
