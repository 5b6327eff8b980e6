using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The events of one module's guests: <c>linker.DefineEvents(events.ForInstance)</c>.</summary>
/// <remarks>
/// The host opens the topics and groups, and publishes by the store itself. For any number of threads.
/// </remarks>
public sealed class GuestEvents
{
    private readonly TokenBucket published;
    private readonly TokenBucket publishedBytes;
    private readonly DenialLog? denials;

    /// <summary>Creates the events of a module.</summary>
    /// <param name="store">The store. Several modules share it.</param>
    /// <param name="module">The name of the module, which its subscriptions have for a group unless they name another.</param>
    /// <param name="grant">What its guests may take and publish; nothing by default.</param>
    /// <param name="denials">Where denials are written; nowhere by default.</param>
    /// <param name="time">The clock of waits and of limits a second; the system's by default.</param>
    /// <exception cref="ArgumentException">A subscription has no group, and the module's name is none for a group.</exception>
    public GuestEvents(
        IEventStore store, string module, EventGrant? grant = null, DenialLog? denials = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(module);
        Store = store;
        Module = module;
        Grant = grant ?? new EventGrant();
        Time = time ?? TimeProvider.System;
        this.denials = denials;
        Sources = [.. Grant.Subscriptions.Select(subscription => new TakeSource(store, subscription.Topic, Group(subscription)))];
        published = new TokenBucket(Grant.MaxPublishedPerSecond, Grant.MaxPublishedPerSecond, Time);
        publishedBytes = new TokenBucket(Grant.MaxPublishedBytesPerSecond, Grant.MaxPublishedBytesPerSecond, Time);

        string Group(EventSubscription subscription) => subscription.Group
            ?? (EventName.IsValid(module)
                ? module
                : throw new ArgumentException(
                    $"The module's name {UntrustedText.Quote(module)} is none for a group: set the Group of each subscription.",
                    nameof(grant)));
    }

    internal IEventStore Store { get; }

    internal EventGrant Grant { get; }

    internal TimeProvider Time { get; }

    internal string Module { get; }

    /// <summary>Gets where its guests take from, in the order of the subscriptions.</summary>
    internal IReadOnlyList<TakeSource> Sources { get; }

    /// <summary>Makes the events of an instance. What it holds is delivered again when the instance's store ends.</summary>
    /// <param name="context">The instance.</param>
    public IEvents ForInstance(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new InstanceEvents(this, context, HeldEvents.Of(context));
    }

    /// <summary>Waits on the guest's thread for what has to be done before it goes on.</summary>
    internal static T Wait<T>(ValueTask<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    /// <summary>Takes from what all instances of the module may publish a second.</summary>
    internal bool TryPublish(int bytes) => published.TryTake(1) && publishedBytes.TryTake(bytes);

    /// <summary>Tells the host of a refusal, and gets the guest's error.</summary>
    internal GuestException<EventError> Deny(string request, string reason, string? remedy)
    {
        denials?.Write(new Denial("events", request, reason, remedy));
        return EventErrors.ForGuest(EventError.Denied);
    }

    /// <summary>Gets the guest's error, and tells the host where it has to do something.</summary>
    internal GuestException<EventError> Explain(EventException exception, string request) => exception.Error == EventError.Denied
        ? Deny(request, exception.Message.TrimEnd('.'), "store.OpenTopicAsync and store.OpenGroupAsync, before guests run")
        : EventErrors.ForGuest(exception);
}
