using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Manifests.Text;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

/// <summary>
/// Each field of a grant sets the property of its name, and no other, of the grant that the capability enforces. What a property does is
/// shown by the tests of the capability itself.
/// </summary>
public sealed class GrantFieldTests
{
    // Where the value of a field is no other one of its kind.
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["log.targets"] = """{ "a": "debug" }""",
        ["http.allow.target"] = "\"https://b.example\"",
        ["http.allowPrivate"] = """["127.0.0.1"]""",
        ["http.allowHeaders"] = """["Cookie"]""",
        ["http.credentials"] = """["key"]""",
        ["http.maxRedirects"] = "2",
        ["wasi.environment"] = """{ "A": "b" }""",
        ["events.subscribe.topic"] = "\"other\"",
    };

    // Where a property has another name than its field.
    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["http.allow.target"] = "allow",
        ["events.subscribe.topic"] = "grant.subscriptions[0].topic",
        ["events.subscribe.group"] = "grant.subscriptions[0].group",
        ["events.publish"] = "grant.publishTo",
        ["files.maxOpen"] = "limits.maxOpen",
        ["files.maxBytesRead"] = "limits.maxBytesRead",
        ["files.maxBytesWritten"] = "limits.maxBytesWritten",
        ["files.maxEntriesListed"] = "limits.maxEntriesListed",
    };

    // What else a grant has to say, so that it says something.
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
    {
        ["http"] = """ "allow": [{ "target": "https://a.example" }] """,
        ["events"] = """ "subscribe": [{ "topic": "a" }] """,
        ["files"] = """ "mounts": [{ "path": "/a", "memory": true }] """,
    };

    // What the host sets, and not a manifest.
    private static readonly string[] OfTheHost =
        ["wasi.input", "wasi.output", "wasi.error", "wasi.clock", "wasi.random", "wasi.files", "files.mounts", "files.limits.mounts"];

    public static TheoryData<string> Fields => [.. Paths];

    internal static IEnumerable<string> Paths =>
        Capabilities().SelectMany(capability => FieldsOf(capability).Select(found => $"{capability.Name}.{found.Path}"));

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_sets_what_the_capability_enforces(string path)
    {
        Capability capability = Capabilities().Single(capability => path.StartsWith(capability.Name + ".", StringComparison.Ordinal));
        ManifestField field = FieldsOf(capability).Single(field => $"{capability.Name}.{field.Path}" == path).Field;
        string value = Values.GetValueOrDefault(path) ?? OtherValue(field);
        Dictionary<string, string> before = Flat(Read(capability, Json(capability, null, "")));
        Dictionary<string, string> after = Flat(Read(capability, Json(capability, path[(capability.Name.Length + 1)..], value)));
        string changed = Assert.Single(
            after.Keys.Union(before.Keys), key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key));
        Assert.Equal(PropertyOf(path), changed);
        Assert.Equal(Expected(field, value), after[changed]);
    }

    [Fact]
    public void Each_property_of_a_grant_has_its_field()
    {
        HashSet<string> set = [.. OfTheHost, .. Paths.Select(path => $"{path.Split('.')[0]}.{PropertyOf(path)}")];
        Assert.All(
            Capabilities().Where(capability => capability.Name != "clock"),
            capability => Assert.All(
                Flat(Read(capability, Json(capability, null, ""))).Keys,
                property => Assert.Contains($"{capability.Name}.{property}", set)));
    }

    [Fact]
    public void What_a_grant_does_not_say_has_the_default_of_the_capability()
    {
        Assert.Equal(Flat(new LogGrant()), Flat(Read(Find("log"), "{}")));
        Assert.Equal(Flat(new TraceGrant()), Flat(Read(Find("tracing"), "{}")));
        Assert.Equal(Flat(new MetricsGrant()), Flat(Read(Find("metrics"), "{}")));
        Assert.Equal(Flat(new RandomGrant()), Flat(Read(Find("random"), "{}")));
        Assert.Equal(Flat(new CacheGrant()), Flat(Read(Find("cache"), "{}")));
        Assert.Equal(Flat(new HttpLimits()), Flat(((HttpGrant)Read(Find("http"), Json(Find("http"), null, ""))).Limits));
        Assert.Equal(Flat(new HttpGrant { Allow = ["https://a.example"] }), Flat(Read(Find("http"), Json(Find("http"), null, ""))));
        Assert.Equal(Flat(new KeyValueGrant(), "grant."), Flat(Read(Find("keyValue"), "{}")).Where(pair => pair.Key != "store"));
        Assert.Equal(
            Flat(new EventGrant { Subscriptions = ["a"] }, "grant."),
            Flat(Read(Find("events"), Json(Find("events"), null, ""))).Where(pair => pair.Key != "store"));
    }

    private static string PropertyOf(string path)
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        (string capability, string field) = (path[..dot], path[(dot + 1)..]);
        return Properties.GetValueOrDefault(path) ?? (capability is "keyValue" or "events" && field != "store" ? $"grant.{field}" : field);
    }

    private static CapabilitySet Capabilities() => CapabilitySet.Standard();

    private static Capability Find(string name) => CapabilitySet.Standard().Find(name)!;

    // The mounts of files have tests of their own: what they set is opened.
    private static IEnumerable<(string Path, ManifestField Field)> FieldsOf(Capability capability) =>
        ManifestFields.Of(capability, Options())
            .Where(field => field.Path.Split('.')[^1] is not ("why" or "optional")
                && !field.Path.StartsWith("mounts.", StringComparison.Ordinal));

    private static GuestEngineOptions Options() => new()
    {
        KeyValueStores = { ["default"] = new AllPromisingStore(), ["other"] = new AllPromisingStore() },
        EventStores = { ["default"] = new MemoryEventStore(), ["other"] = new MemoryEventStore() },
        Credentials = { new HttpCredential("key", ["https://a.example"], "Authorization", "Bearer x") },
    };

    private static object Read(Capability capability, string json)
    {
        (GrantReader reader, FindingList findings) = ManifestFields.ReaderOf(json, Options());
        object read = capability.GetType().GetMethod("ReadGrant")!.Invoke(capability, [reader])!;
        findings.ThrowIfAny();
        return read;
    }

    private static string Json(Capability capability, string? path, string value)
    {
        string needed = Needed.GetValueOrDefault(capability.Name) ?? "";
        string written = path?.Split('.') switch
        {
            null => "",
            ["allow", "target"] => $"\"allow\": [{{ \"target\": {value} }}]",
            ["subscribe", "topic"] => $"\"subscribe\": [{{ \"topic\": {value} }}]",
            ["subscribe", var part] => $"\"subscribe\": [{{ \"topic\": \"a\", \"{part}\": {value} }}]",
            [var part] => $"\"{part}\": {value}",
            [var whole, var part] => $"\"{whole}\": {{ \"{part}\": {value} }}",
            _ => throw new InvalidOperationException(path),
        };
        bool replaces = path?.Split('.')[0] is "allow" or "subscribe";
        return $"{{ {(replaces ? written : string.Join(", ", new[] { needed, written }.Where(part => part.Length > 0)))} }}";
    }

    private static string OtherValue(ManifestField field) => field.Kind switch
    {
        FieldKind.Flag => field.Default == "true" ? "false" : "true",
        FieldKind.Count => (long.Parse(field.Default ?? "7", CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture),
        FieldKind.Size => $"\"{Units.Size(Text(field.Default!))!.Value - 1} B\"",
        FieldKind.Duration => $"\"{Units.Duration(Text(field.Default!))!.Value.TotalMilliseconds - 1} ms\"",
        FieldKind.Choice => JsonSerializer.Serialize(field.Choices.First(choice => choice != Text(field.Default!))),
        FieldKind.Text => "\"other\"",
        FieldKind.Texts => "[\"other\"]",
        _ => throw new InvalidOperationException(field.Name),
    };

    private static string Expected(ManifestField field, string json) => field.Kind switch
    {
        FieldKind.Size => Units.Size(Text(json))!.Value.ToString(CultureInfo.InvariantCulture),
        FieldKind.Duration => Units.Duration(Text(json))!.Value.ToString(),
        FieldKind.Text when field.Name == "target" => $"[{Text(json)}]",
        FieldKind.Text => Text(json),
        FieldKind.Choice => Text(json),
        FieldKind.Texts when field.Name == "credentials" => "[key (Authorization)]",
        FieldKind.Texts => $"[{string.Join(", ", JsonSerializer.Deserialize<string[]>(json)!)}]",
        FieldKind.Map => $"[{string.Join(", ", JsonSerializer.Deserialize<Dictionary<string, string>>(json)!)}]",
        _ => json,
    };

    private static string Text(string json) => JsonSerializer.Deserialize<string>(json)!;

    /// <summary>Gets all properties of a record, and of those in it, by their paths.</summary>
    private static Dictionary<string, string> Flat(object? record, string path = "")
    {
        Dictionary<string, string> flat = new(StringComparer.Ordinal);
        foreach (PropertyInfo property in record!.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            string name = path + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            switch (property.GetValue(record))
            {
                case IReadOnlyList<EventSubscription> list:
                    foreach ((EventSubscription item, int index) in list.Select((item, index) => (item, index)))
                    {
                        flat[$"{name}[{index}].topic"] = item.Topic;
                        flat[$"{name}[{index}].group"] = item.Group ?? "";
                    }

                    break;
                case KeyValueQuota or HttpLimits or KeyValueGrant or EventGrant or FileGrant:
                    foreach ((string inner, string value) in Flat(property.GetValue(record), name + "."))
                    {
                        flat.Add(inner, value);
                    }

                    break;
                case { } value:
                    flat[name] = Show(value);
                    break;
                default:
                    flat[name] = "";
                    break;
            }
        }

        return flat;
    }

    private static string Show(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum choice => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString()),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Item))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Item(object item) =>
        item is KeyValuePair<string, LogLevel> level ? $"[{level.Key}, {Show(level.Value)}]" : item.ToString()!;
}
