namespace Ngixi.Capabilities;

/// <summary>What any store of events can do.</summary>
public static class EventStoreExtensions
{
    /// <summary>Publishes an event, and waits for space where the topic is full and blocks.</summary>
    /// <param name="store">The store.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="newEvent">The event. Its memory is the caller's again when the task ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event's sequence, also where it is lost at once.</returns>
    /// <exception cref="EventException">The event is larger than the topic allows, or the topic was not opened.</exception>
    public static async ValueTask<ulong> PublishAsync(
        this IEventStore store, string topic, NewEvent newEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(newEvent);
        ulong sequence = await store.TryPublishAsync(topic, newEvent, cancellationToken).ConfigureAwait(false);
        while (sequence == 0)
        {
            await store.WaitForSpaceAsync(topic, newEvent.Payload.Length, cancellationToken).ConfigureAwait(false);
            sequence = await store.TryPublishAsync(topic, newEvent, cancellationToken).ConfigureAwait(false);
        }

        return sequence;
    }
}
