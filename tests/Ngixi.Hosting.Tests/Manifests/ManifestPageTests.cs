using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

/// <summary>docs/manifest.md and the schema beside it say what the reader does: NGIXI_UPDATE_SNAPSHOTS=1 renews what is printed.</summary>
public sealed partial class ManifestPageTests
{
    private static readonly ManifestShape Shape = ManifestReader.Describe(new GuestEngineOptions());

    private static string Docs => AssemblyScriptCompiler.Metadata("DocsDirectory");

    [Fact]
    public void The_tables_of_the_page_are_those_of_the_reader() => Renew("manifest.md", text => Block().Replace(
        text, match => $"{match.Groups["begin"].Value}\n{Print(match.Groups["kind"].Value, match.Groups["name"].Value)}<!-- end -->"));

    [Fact]
    public void The_schema_is_that_of_the_reader() => Renew("ngixi-manifest.schema.json", _ => GuestManifest.Schema());

    [Fact]
    public void The_code_of_the_page_is_tested()
    {
        string folder = Path.Combine(Docs, "..", "tests", "Ngixi.Hosting.Tests", "Manifests");
        string[] sources = ["OwnCapabilityTests.cs", "LearnTests.cs"];
        Assert.Equal(
            sources.SelectMany(file => CodeRegions.In(File.ReadAllText(Path.Combine(folder, file)))).Order(StringComparer.Ordinal),
            Blocks("csharp").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifests_of_the_page_are_manifests()
    {
        GuestEngineOptions options = new()
        {
            KeyValueStores = { ["orders"] = new Ngixi.Capabilities.MemoryKeyValueStore() },
            Credentials = { new Ngixi.Capabilities.HttpCredential("billing", ["https://billing.example.com"], "Authorization", "x") },
            Capabilities =
            {
                Capability.Of<IBilling, BillingGrant>(
                    "billing", static (linker, create) => linker.DefineBilling(create), static (_, _) => _ => new Billing(1, "")),
            },
        };
        Assert.Equal(2, Blocks("json").Select(json => Manifest.Parse(json, options)).Count());
    }

    private static IEnumerable<string> Blocks(string language) =>
        Code().Matches(File.ReadAllText(Path.Combine(Docs, "manifest.md"))).Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["code"].Value);

    private static void Renew(string file, Func<string, string> print)
    {
        string path = Path.Combine(Docs, file);
        string renewed = print(File.Exists(path) ? File.ReadAllText(path) : "");
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(path, renewed);
        }

        Assert.Equal(renewed, File.ReadAllText(path));
    }

    private static string Print(string kind, string name) => kind switch
    {
        "fields" => Table("| field | default | range | |\n|---|---|---|---|", Fields(ShapeAt(name)).Select(Row)),
        "features" => Table(
            "| feature | |\n|---|---|",
            WasmFeature.All.Where(feature => feature.WhyNever is null)
                .Select(feature => $"| `{feature.Name}` | {Capital(feature.About)} |")) +
            Table(
                "| no guest may use | because |\n|---|---|",
                WasmFeature.All.Where(feature => feature.WhyNever is not null)
                    .Select(feature => $"| {feature.About} | {feature.WhyNever} |")).TrimStart('\n'),
        "capabilities" => Table(
            "| grant | |\n|---|---|",
            CapabilitySet.Standard().Select(
                capability => $"| [`{capability.Name}`](#{capability.Name.ToLowerInvariant()}) | {capability.About} |")),
        "bounds" => Table(
            "| bound | default | |\n|---|---|---|",
            typeof(ModuleBounds).GetProperties().Where(property => property.CanWrite).Select(property =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| `{property.Name}` | {property.GetValue(new ModuleBounds()):N0} | {SummaryOf(property)} |"))),
        "denial" => $"\n```\n{EnforcementTests.Denied()}\n```\n\n",
        "explain" => $"\n```\n{Explained()}\n```\n\n",
        _ => throw new ArgumentException($"A block of {kind} is none.", nameof(kind)),
    };

    private static string Explained()
    {
        const string Shop = """
            (module
              (import "env" "log" (func (param i32 i32)))
              (import "env" "kv_get" (func (param i32 i32 i32) (result i32)))
              (import "env" "launch_rockets" (func))
              (memory (export "memory") 2)
              (func (export "run")))
            """;
        using GuestEngine engine = new();
        GuestManifest manifest = Manifest.Granting("""{ "log": { "why": "Support reads it." } }""");
        return engine.Explain(Wat.Bytes(Shop), manifest).ToString();
    }

    private static string Table(string head, IEnumerable<string> rows) => $"\n{head}\n{string.Concat(rows.Select(row => row + "\n"))}\n";

    private static ManifestShape ShapeAt(string path) =>
        path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(Shape, (shape, name) => shape.Find(name)!.Shape!);

    private static IEnumerable<(string Path, ManifestField Field)> Fields(ManifestShape shape, string path = "") => shape.Fields
        .Where(field => field.Name is not ("why" or "optional"))
        .SelectMany(field => (IEnumerable<(string, ManifestField)>)(field.Kind switch
        {
            FieldKind.Object when path.Length > 0 || !ReferenceEquals(shape, Shape) => Fields(field.Shape!, $"{path}{field.Name}."),
            FieldKind.Objects => [(path + field.Name, field), .. Fields(field.Shape!, $"{path}{field.Name}[].")],
            _ => [(path + field.Name, field)],
        }));

    private static string Row((string Path, ManifestField Field) row)
    {
        ManifestField field = row.Field;
        string range = field switch
        {
            { Choices.Count: > 0 } => string.Join(", ", field.Choices.Select(choice => $"`{choice}`")),
            { Least: { } least, Most: { } most } => $"{Show(least)} to {Show(most)}",
            { Least: { } least } => $"{Show(least)} or more",
            _ => field.Kind switch
            {
                FieldKind.Flag => "",
                FieldKind.Text => "a text",
                FieldKind.Texts => "texts",
                FieldKind.Map => "an object",
                FieldKind.Objects => "a list",
                _ => "see below",
            },
        };
        string fallback = field.IsRequired ? "required" : field.Default is { } value ? Show(value) : "none";
        return $"| `{row.Path}` | {fallback} | {range} | {field.About} |";
    }

    private static string Show(string json) => json[0] == '"' ? $"`{JsonSerializer.Deserialize<string>(json)}`"
        : long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number.ToString("N0", CultureInfo.InvariantCulture)
        : json;

    private static string SummaryOf(PropertyInfo property)
    {
        XDocument documentation = XDocument.Load(Path.ChangeExtension(typeof(ModuleBounds).Assembly.Location, ".xml"));
        string text = documentation.Descendants("member")
            .Single(member => member.Attribute("name")!.Value == $"P:{property.DeclaringType!.FullName}.{property.Name}")
            .Element("summary")!.Value;
        text = Gap().Replace(text, " ").Trim();
        return Capital(text["Gets ".Length..]);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(
        @"(?<begin><!-- (?<kind>fields|features|capabilities|bounds|explain|denial):?(?: (?<name>[\w.]+))? -->)\n.*?<!-- end -->",
        RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^```(?<language>\\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gap();
}
