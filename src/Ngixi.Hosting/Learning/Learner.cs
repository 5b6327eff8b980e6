using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;
using Ngixi.Hosting.Manifests.Grants;
using Ngixi.Hosting.Modules;
using Ngixi.Wasi;

namespace Ngixi.Hosting.Learning;

/// <summary>Runs a module again and again, each time with what it was denied before, until it is denied nothing.</summary>
internal sealed class Learner(
    GuestEngineOptions host, string name, ReadOnlyMemory<byte> wasm, Action<GuestInstance> run, LearnOptions options)
{
    private const int MaxRounds = 50;

    private readonly LearnedGrants learned = new();
    private readonly LearnedLimits limits = new(host.Maximum);
    private readonly SortedSet<string> calls = new(StringComparer.Ordinal);

    public async Task<LearnedManifest> RunAsync(CancellationToken cancellation)
    {
        ModuleReport report = ModuleInspection.Inspect(wasm.Span, null, host);
        for (int round = 0; round < MaxRounds && await RunOnceAsync(report, cancellation).ConfigureAwait(false); round++)
        {
            // Each round grants something more.
        }

        string[] used = [.. report.Capabilities
            .Where(use => use.ImportNames.Any(calls.Contains))
            .Select(use => use.Name)
            .Where(IsGranted)];
        return new LearnedManifest(
            LearnedJson.Write(name, report, used, learned, limits, options),
            [.. report.Capabilities.Select(use => use.Name).Except(used)]);
    }

    // A use that no grant allowed, such as of no URL, is none.
    private bool IsGranted(string capability) => capability switch
    {
        "http" => learned.Allow.Count > 0,
        "events" => learned.Publish.Count + options.Subscribe.Count > 0,
        _ => true,
    };

    private async Task<bool> RunOnceAsync(ModuleReport report, CancellationToken cancellation)
    {
        bool isWiser = false;
        GuestEngineOptions scratch = new()
        {
            Bounds = host.Bounds,
            Time = host.Time,
            WrapHttp = _ => new AnsweringHandler(options.Answer),
            KeyValueStores = { [NamedStores.Default] = new MemoryKeyValueStore(host.Time) },
            EventStores = { [NamedStores.Default] = await OpenTopicsAsync(cancellation).ConfigureAwait(false) },
            Denied = denial => isWiser |= learned.Add(denial),
            Program = host.Program,
        };
        foreach (Capability own in host.Capabilities.Where(capability => scratch.Capabilities.Find(capability.Name) is null))
        {
            scratch.Capabilities.Add(own);
        }

        using GuestEngine engine = new(scratch);
        using GuestModule module = engine.Load(ManifestFor(report, scratch), wasm.Span);
        try
        {
            using GuestInstance guest = await module.StartAsync(cancellation).ConfigureAwait(false);
            Add(guest.StartUsage);
            if (guest.ExitCode is not null)
            {
                return isWiser;
            }

            CallResult<bool> result = await guest.CallAsync(
                it =>
                {
                    run(it);
                    return true;
                },
                cancellation: cancellation).ConfigureAwait(false);
            Add(result.Usage);
        }
        catch (GuestCallException exception) when (isWiser)
        {
            // It may have failed for what it was denied.
            Add(exception.Usage ?? new CallUsage());
        }

        return isWiser;
    }

    private void Add(CallUsage usage)
    {
        calls.UnionWith(usage.Calls.Keys);
        limits.Add(usage);
    }

    private async Task<MemoryEventStore> OpenTopicsAsync(CancellationToken cancellation)
    {
        MemoryEventStore store = new(host.Time);
        foreach (string topic in learned.Publish.Concat(options.Subscribe).Distinct())
        {
            await store.OpenTopicAsync(new EventTopic(topic), cancellation).ConfigureAwait(false);
        }

        foreach (string topic in options.Subscribe)
        {
            await store.OpenGroupAsync(topic, new EventGroup(name), cancellation).ConfigureAwait(false);
        }

        return store;
    }

    private GuestManifest ManifestFor(ModuleReport report, GuestEngineOptions scratch) => new()
    {
        Name = name,
        Limits = options.Limits,
        Features = report.Features.Aggregate(
            WasmFeatures.None, (all, feature) => all | WasmFeature.All.First(known => known.Name == feature).Grant),
        Grants = report.Capabilities.ToDictionary(use => use.Name, use => GrantOf(scratch.Capabilities.Find(use.Name)!, scratch)),
    };

    private GuestGrant GrantOf(Capability capability, GuestEngineOptions scratch) => capability switch
    {
        HttpCapability http => Bind(http, new HttpGrant
        {
            Allow = [.. learned.Allow.Select(HttpTarget.Parse)],
            AllowPrivate = [.. learned.AllowPrivate.Select(AddressRange.Parse)],
            AllowHeaders = [.. learned.AllowHeaders],
        }),
        EventsCapability events => Bind(events, new StoredGrant<EventGrant>(NamedStores.Default, new EventGrant
        {
            Subscriptions = [.. options.Subscribe.Select(EventSubscription.FromString)],
            PublishTo = [.. learned.Publish],
        })),
        KeyValueCapability keyValue => Bind(
            keyValue, new StoredGrant<KeyValueGrant>(NamedStores.Default, new KeyValueGrant { AllowWrites = learned.WritesKeys })),
        FilesCapability => new GuestGrant((linker, context) =>
        {
            FileMount root = new("/", options.Files(), learned.WritesFiles);
            context.Files = new GuestFiles(new FileGrant { Mounts = [root] }, context.Denials);
            linker.DefineFiles(context.Files.ForInstance);
        }),
        WasiCapability wasi => new GuestGrant((linker, context) =>
        {
            context.Files ??= new GuestFiles(
                new FileGrant { Mounts = [new FileMount("/", options.Files(), learned.WritesFiles)] }, context.Denials);
            wasi.Define(linker, context, new WasiGrant());
        }),
        LogCapability log => Bind(log, new LogGrant { MinimumLevel = LogLevel.Trace }),
        _ => Default(capability, scratch),
    };

    private static GuestGrant Bind<TGrant>(GrantCapability<TGrant> capability, TGrant grant) =>
        new((linker, context) => capability.Define(linker, context, grant));

    private static GuestGrant Default(Capability capability, GuestEngineOptions scratch) =>
        GuestManifest.Parse(
            System.Text.Encoding.UTF8.GetBytes($$"""{ "name": "m", "grants": { "{{capability.Name}}": {{capability.Example}} } }"""),
            $"the example of {capability.Name}",
            scratch).Grants[capability.Name];
}
