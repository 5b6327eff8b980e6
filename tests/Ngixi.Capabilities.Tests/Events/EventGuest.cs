using System.Text;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Http;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Events;

/// <summary>A guest in a language with events of a store in memory: topics <c>in</c>, <c>other</c>, <c>out</c> and <c>secret</c>.</summary>
internal sealed class EventGuest : IDisposable
{
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly CapabilityGuest guest;
    private readonly GuestLines lines = new();
    private readonly FakeLogger logger = new();

    public EventGuest(
        GuestLanguage language,
        Func<EventGrant, EventGrant>? change = null,
        EventTopic? topic = null,
        IEventStore? shared = null,
        string module = "billing")
    {
        Store = shared ?? NewStore(Time, topic);
        EventGrant grant = new() { Subscriptions = ["in"], PublishTo = ["out"] };
        DenialLog denials = new(logger, module);
        linker.DefineEvents(new GuestEvents(Store, module, change?.Invoke(grant) ?? grant, denials, Time).ForInstance);
        linker.DefineLog(lines);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        guest = CapabilityGuest.Start("events", language, linker);
    }

    public IEventStore Store { get; }

    public FakeTimeProvider Time { get; } = new();

    public Store WasmStore => guest.Store;

    public Instance Instance => guest.Instance;

    /// <summary>Gets the host's log.</summary>
    public string[] HostLog => [.. logger.Collector.GetSnapshot().Select(record => record.Message)];

    /// <summary>Makes a store with the topics of the tests.</summary>
    public static MemoryEventStore NewStore(TimeProvider time, EventTopic? topic = null)
    {
        MemoryEventStore store = new(time);
        foreach (EventTopic each in (EventTopic[])[topic ?? new EventTopic("in"), new("other"), new("out"), new("secret")])
        {
            Done(store.OpenTopicAsync(each, CancellationToken.None));
            Done(store.OpenGroupAsync(each.Name, new EventGroup("billing"), CancellationToken.None));
            Done(store.OpenGroupAsync(each.Name + ".dead", new EventGroup("billing"), CancellationToken.None));
        }

        return store;
    }

    /// <summary>Gets the result of a call of a store in memory, which has ended.</summary>
    public static void Done(ValueTask task) => task.GetAwaiter().GetResult();

    /// <inheritdoc cref="Done(ValueTask)"/>
    public static T Done<T>(ValueTask<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Publishes events as the host.</summary>
    public void Publish(string topic, params string[] payloads)
    {
        foreach (string payload in payloads)
        {
            Assert.NotEqual(0UL, Done(Store.TryPublishAsync(topic, new NewEvent(Encoding.UTF8.GetBytes(payload)), CancellationToken.None)));
        }
    }

    /// <summary>Takes events as the host.</summary>
    public string[] Take(string topic) =>
    [
        .. Done(Store.TakeAsync(topic, "billing", 100, 65_536, CancellationToken.None)).Events.Select(taken => taken switch
        {
            TakenEvent.Event { Payload: var payload, Receipt: var receipt, DeadLetter: var letter } =>
                $"{receipt.Sequence} x{receipt.Deliveries} {Encoding.UTF8.GetString(payload.Span)} {letter?.Reason}".TrimEnd(),
            TakenEvent.Loss loss => $"lost {loss.Receipt.Sequence}-{loss.To}",
            _ => throw new InvalidOperationException(),
        }),
    ];

    /// <summary>Counts the events that a topic keeps, settled or not.</summary>
    public long Kept(string topic) => Done(Store.FindTopicAsync(topic, CancellationToken.None))!.Events;

    /// <summary>Runs an export, and gets what the guest told.</summary>
    public string[] Run(string export)
    {
        guest.Run(export);
        return lines.Take();
    }

    /// <summary>Gets what the guest told.</summary>
    public string[] Told() => lines.Take();

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }
}
