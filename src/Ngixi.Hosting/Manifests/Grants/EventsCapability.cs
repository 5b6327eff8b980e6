using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class EventsCapability()
    : GrantCapability<StoredGrant<EventGrant>>("events", "Topics that guests take from and publish to, in a store of the host.")
{
    public override string Example => """{ "subscribe": ["orders"], "publish": ["invoices"] }""";

    public override void Describe(Linker linker) => linker.DefineEvents(Described.Instance<IEvents>);

    public override StoredGrant<EventGrant> ReadGrant(GrantReader grant)
    {
        string store = grant.Text("store", "The store, of those in GuestEngineOptions.EventStores.", NamedStores.Default);
        IReadOnlyList<EventSubscription?> subscriptions = grant.Entries(
            "subscribe", "The topics that guests take from, 16 at most. The host opens them and their groups.", "topic", ReadSubscription);
        IReadOnlyList<string> publishTo = grant.Texts(
            "publish", "The topics that guests publish to.", static topic => new EventSubscription(topic).Topic);
        EventGrant events = new()
        {
            MaxInFlight = grant.Count("maxInFlight", "The events that an instance holds, and so takes at once.", 256, 1, 10_000),
            MaxBatchBytes = grant.IntSize("maxBatchBytes", "The bytes of the events that are taken at once.", 1024 * 1024, 1),
            MaxPublishedPerCall = grant.Count("maxPublishedPerCall", "The events that one call of the guest publishes.", 256),
            MaxPublishedBytesPerCall = grant.IntSize("maxPublishedBytesPerCall", "The bytes that one call publishes.", 1024 * 1024),
            MaxPublishedPerSecond = grant.Count("maxPublishedPerSecond", "The events a second of all instances together.", 1_000),
            MaxPublishedBytesPerSecond = grant.IntSize("maxPublishedBytesPerSecond", "Their bytes a second.", 8 * 1024 * 1024),
            PublishTimeout = grant.Duration(
                "publishTimeout",
                "How long a guest waits for space in a full topic that blocks.",
                TimeSpan.FromSeconds(5),
                TimeSpan.FromMilliseconds(1),
                TimeSpan.FromHours(1)),
            Subscriptions = [.. subscriptions.OfType<EventSubscription>()],
            PublishTo = publishTo,
        };
        if (!grant.Has("subscribe") && !grant.Has("publish"))
        {
            grant.Report(null, "allows nothing: name topics in \"subscribe\" or \"publish\", or leave it out.");
        }

        NamedStores.Find(grant, grant.Options.EventStores, store, nameof(GuestEngineOptions.EventStores));
        return new StoredGrant<EventGrant>(store, events);
    }

    public override void Define(Linker linker, GrantContext context, StoredGrant<EventGrant> grant)
    {
        IEventStore store = context.Options.EventStores[grant.Store];
        linker.DefineEvents(new GuestEvents(store, context.Module, grant.Grant, context.Denials, context.Options.Time).ForInstance);
    }

    private static EventSubscription? ReadSubscription(GrantReader entry)
    {
        string topic = entry.Text("topic", "The topic.");
        string group = entry.Text("group", "The group whose events its takers share; by default one with the module's name.", "");
        try
        {
            return new EventSubscription(topic) { Group = group.Length == 0 ? null : group };
        }
        catch (ArgumentException exception)
        {
            entry.Report(null, $"is none. {ArgumentMessage.Of(exception)}");
            return null;
        }
    }
}
