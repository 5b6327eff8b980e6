namespace Ngixi.Capabilities;

/// <summary>
/// Keeps topics of events. Implement it to plug in a store: <see cref="EventRules"/> decides, the store keeps. Hosts open topics and
/// groups, publish and take by it, too.
/// </summary>
/// <remarks>
/// For any number of threads. Each call is one transaction. A topic or a group that was not opened is an <see cref="EventException"/> with
/// <see cref="EventError.Denied"/>; a store that is out of order throws <see cref="EventError.Unavailable"/>. A token ends the wait: what
/// the store began by then may still be done, and then as a whole.
/// </remarks>
public interface IEventStore
{
    /// <summary>Gets what the store promises.</summary>
    EventGuarantees Guarantees { get; }

    /// <summary>Opens a topic. One that is there keeps its events, and has these settings from now on.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">
    /// An event may have more bytes than the topic, or the store does not promise what is required.
    /// </exception>
    ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken = default);

    /// <summary>Opens a group of a topic. One that is there goes on where it is, and has these settings from now on.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The dead-letter topic is the topic itself, or its name is too long.</exception>
    ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken = default);

    /// <summary>Removes a group, if it is there, with what it holds. The topic keeps nothing for it any more.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken = default);

    /// <summary>Finds a topic: what it keeps, and its settings.</summary>
    /// <param name="topic">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The topic; null where it was not opened.</returns>
    ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event, without waiting for space.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="newEvent">The event. Its memory is the caller's again when the task ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event's sequence, also where it is lost at once; 0 where the topic is full and blocks.</returns>
    /// <exception cref="EventException">The event is larger than the topic allows, or the topic was not opened.</exception>
    ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken = default);

    /// <summary>Takes events for a group, without waiting for one.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="maxEvents">The most events and losses, 1 or more.</param>
    /// <param name="maxBytes">The most bytes of their payloads.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The events, each to be settled.</returns>
    ValueTask<EventBatch> TakeAsync(string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken = default);

    /// <summary>Settles events that were taken.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="settlements">What becomes of each.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were still held, and are settled now.</returns>
    ValueTask<int> SettleAsync(
        string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken = default);

    /// <summary>Waits until <see cref="TakeAsync"/> may have something for a group. It may end before: who waits takes again.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    async ValueTask WaitForEventsAsync(string topic, string group, CancellationToken cancellationToken = default) =>
        await Task.Delay(EventRules.PollInterval, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits until a topic that blocks may have space. It may end before: who waits publishes again.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="bytes">The bytes of the event.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    async ValueTask WaitForSpaceAsync(string topic, int bytes, CancellationToken cancellationToken = default) =>
        await Task.Delay(EventRules.PollInterval, cancellationToken).ConfigureAwait(false);
}
