using System.Text;
using System.Text.Json.Nodes;
using Ngixi.Capabilities;
using Ngixi.Capabilities.Sqlite;
using Ngixi.Cli.Commands;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Modules;

/// <summary>What this program has for a module in place of a host: the stores and topics that its manifest names, and variables.</summary>
internal sealed class HostWorld : IAsyncDisposable
{
    private const string DefaultStore = "default";
    private const string CredentialOption = "--credential";

    private readonly List<IAsyncDisposable> owned = [];
    private readonly JsonObject? grants;
    private readonly string name;
    private IEventStore events;

    private HostWorld(JsonObject? manifest, TimeProvider time)
    {
        Options = new GuestEngineOptions { Time = time };
        grants = manifest?["grants"] as JsonObject;
        name = ManifestText.TextOf(manifest, "name") ?? "";
        Options.KeyValueStores[StoreOf("keyValue")] = new MemoryKeyValueStore(time);
        Options.EventStores[StoreOf("events")] = events = new MemoryEventStore(time);
    }

    public GuestEngineOptions Options { get; }

    /// <summary>Makes what a manifest names: each of its stores, in memory.</summary>
    /// <param name="manifest">The manifest; null for none.</param>
    /// <param name="time">The clock.</param>
    public static HostWorld For(string? manifest, TimeProvider time) =>
        new(manifest is null ? null : ManifestText.Parse(manifest), time);

    /// <summary>Takes variables such as <c>NAME=VALUE</c>.</summary>
    public void SetVariables(IEnumerable<string> variables)
    {
        foreach ((string variable, string value) in CommonOptions.Pairs("--var", variables))
        {
            Options.Variables[variable] = value;
        }
    }

    /// <summary>
    /// Takes the credentials that the manifest names, each to be sent to the targets that it allows. Values come out of the environment:
    /// command lines are for all to see.
    /// </summary>
    /// <param name="stated">A credential, the variable with its value, and its header where that is another than Authorization.</param>
    /// <param name="variableOf">Gets a variable of the environment.</param>
    public void SetCredentials(IReadOnlyList<string> stated, Func<string, string?> variableOf)
    {
        string[] named = CredentialNames();
        Dictionary<string, string> sources = new(StringComparer.Ordinal);
        foreach ((string credential, string source) in CommonOptions.Pairs(CredentialOption, stated))
        {
            sources[credential] = named.Contains(credential)
                ? source
                : throw CliException.Usage(
                    $"The manifest names no credential '{Printed.Name(credential)}'.",
                    $"Add to \"http\": \"credentials\": [\"{Printed.Name(credential)}\"], or leave the option out.");
        }

        foreach (string credential in named)
        {
            string shown = Printed.Name(credential);
            string source = sources.GetValueOrDefault(credential) ?? throw CliException.Usage(
                $"The manifest names the credential '{shown}', and nothing says its value.",
                $"Set a variable of the environment to it, and name that: {CredentialOption} {shown}=VARIABLE");
            string[] parts = source.Split(':', 2);
            string header = parts.Length == 2 ? parts[1] : "Authorization";
            string value = variableOf(parts[0]) is { Length: > 0 } found ? found : throw CliException.Usage(
                $"The variable {Printed.Name(parts[0])} of the environment is not set, and the credential '{shown}' takes its value.",
                $"Set {Printed.Name(parts[0])} to the value of the header {Printed.Name(header)}.");
            Add(credential, header, value);
        }
    }

    /// <summary>Has every credential that the manifest names, where nothing is sent.</summary>
    public void AssumeCredentials()
    {
        foreach (string credential in CredentialNames())
        {
            Add(credential, "Authorization", "none");
        }
    }

    /// <summary>Keeps keys and events in files, for several runs.</summary>
    /// <param name="keyFile">The file of keys; null for memory.</param>
    /// <param name="eventFile">The file of events; null for memory.</param>
    public void KeepIn(string? keyFile, string? eventFile)
    {
        if (keyFile is not null)
        {
            Options.KeyValueStores[StoreOf("keyValue")] = new SqliteKeyValueStore(Open(keyFile));
        }

        if (eventFile is not null)
        {
            Options.EventStores[StoreOf("events")] = events = new SqliteEventStore(
                eventFile == keyFile ? (SqliteDatabase)owned[0] : Open(eventFile));
        }
    }

    /// <summary>Opens the topics and groups that the manifest names, and publishes what the guest is to find there.</summary>
    /// <param name="lines">A topic and a file each, such as <c>orders=orders.jsonl</c>: an event for each line.</param>
    public async Task OpenTopicsAsync(IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        JsonObject? grant = grants?["events"] as JsonObject;
        (string Topic, string? Group)[] taken = [.. Entries(grant, "subscribe").Select(entry => entry is JsonObject parts
            ? (ManifestText.TextOf(parts, "topic") ?? "", ManifestText.TextOf(parts, "group"))
            : (ManifestText.Text(entry) ?? "", null))];
        IEnumerable<string> published = Entries(grant, "publish").Select(entry => ManifestText.Text(entry) ?? "");
        (string Topic, string File)[] inputs = [.. CommonOptions.Pairs("--publish", lines)];
        if (inputs.FirstOrDefault(input => taken.All(one => one.Topic != input.Topic)) is { Topic: { } unknown })
        {
            throw CliException.Usage(
                $"The manifest grants no events of the topic '{Printed.Name(unknown)}'.",
                $"Add to \"events\": \"subscribe\": [\"{Printed.Name(unknown)}\"]");
        }

        // A name that is none is told with its line when the manifest is read.
        foreach (string topic in taken.Select(one => one.Topic).Concat(published).Distinct().Where(IsName))
        {
            EventTopic large = new(topic) { MaxEvents = 100_000, MaxBytes = 64 * 1024 * 1024 };
            await events.OpenTopicAsync(large, cancellation).ConfigureAwait(false);
        }

        foreach ((string topic, string? group) in taken.Where(one => IsName(one.Topic) && IsName(one.Group ?? name)))
        {
            await events.OpenGroupAsync(topic, new EventGroup(group ?? name), cancellation).ConfigureAwait(false);
        }

        foreach ((string topic, string file) in inputs)
        {
            string[] all = await File.ReadAllLinesAsync(file, cancellation).ConfigureAwait(false);
            foreach (string line in all.Where(line => line.Length > 0))
            {
                await events.PublishAsync(topic, new NewEvent(Encoding.UTF8.GetBytes(line)), cancellation).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable one in owned)
        {
            await one.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static IEnumerable<JsonNode?> Entries(JsonObject? grant, string field) => grant?[field] as JsonArray ?? [];

    private static bool IsName(string topic)
    {
        try
        {
            _ = new EventTopic(topic);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string[] CredentialNames() =>
        [.. Entries(grants?["http"] as JsonObject, "credentials").Select(ManifestText.Text).OfType<string>().Distinct()];

    private void Add(string credential, string header, string value)
    {
        // What is no target is told with its line when the manifest is read.
        HttpTarget[] targets = [.. Entries(grants?["http"] as JsonObject, "allow")
            .Select(entry => entry is JsonObject parts ? ManifestText.TextOf(parts, "target") : ManifestText.Text(entry))
            .Select(target => HttpTarget.TryParse(WithVariables(target), out HttpTarget? parsed) ? parsed : null)
            .OfType<HttpTarget>()];
        if (targets.Length == 0)
        {
            return;
        }

        try
        {
            Options.Credentials.Add(new HttpCredential(credential, targets, header, value));
        }
        catch (ArgumentException exception)
        {
            throw CliException.Usage(
                Printed.Name(exception.Message.Split(" (Parameter", 2)[0]), "Mend the value of the variable, or the name of the header.");
        }
    }

    private string? WithVariables(string? target) => Options.Variables.Aggregate(
        target, (text, variable) => text?.Replace($"${{{variable.Key}}}", variable.Value, StringComparison.Ordinal));

    private SqliteDatabase Open(string file)
    {
        try
        {
            SqliteDatabase database = SqliteDatabase.Open(file, Options.Time);
            owned.Add(database);
            return database;
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            throw CliException.File(exception.Message, "Name another file, or one that this program made.", exception);
        }
    }

    private string StoreOf(string grant) => ManifestText.TextOf(grants?[grant] as JsonObject, "store") ?? DefaultStore;
}
