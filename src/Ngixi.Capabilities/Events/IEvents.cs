using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Takes events of the topics that the module is subscribed to, and publishes to others.</summary>
/// <remarks>
/// Each event is delivered until it is settled, so that it may come more than once. What an instance holds when its call traps, or when it
/// ends, is delivered again.
/// </remarks>
[WasmImport("env", Prefix = "event_")]
public interface IEvents
{
    /// <summary>
    /// Copies the next event, and acknowledges the one that the last call copied. An event is acknowledged when the guest asks for the next
    /// one: a trap before that has it delivered again. What is lost is not told.
    /// </summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>
    /// The bytes of the event; 0 where there is none, or where the guest holds as many as it may; below 0 the bytes that the next event
    /// needs, with a minus: nothing is taken then.
    /// </returns>
    [WasmName("next_event")]
    int Next(Span<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Takes events, each to be settled.</summary>
    /// <param name="maxEvents">The most events and losses, 1 or more; the grant may allow fewer.</param>
    /// <param name="maxBytes">The most bytes of their payloads, 1 or more; the grant may allow fewer.</param>
    /// <param name="wait">How long to wait for the first one, 0 to 1 h.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>What is delivered again, then others in order; none where nothing came in time.</returns>
    [WasmErrors(typeof(EventError))]
    ValueTask<IReadOnlyList<EventRecord>> TakeAsync(int maxEvents, int maxBytes, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Acknowledges events: they were handled.</summary>
    /// <param name="deliveries">The deliveries, as they were taken.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>How many of them were still held. Others are handled by the next taker, too.</returns>
    [WasmErrors(typeof(EventError))]
    ValueTask<int> AckAsync([MaxItems(65_536)] IReadOnlyList<uint> deliveries, CancellationToken cancellationToken);

    /// <summary>
    /// Has an event delivered again, to this guest or another; or moves it to the dead-letter topic, if it was delivered as often as
    /// the host allows.
    /// </summary>
    /// <param name="delivery">The delivery, as it was taken.</param>
    /// <param name="after">The time until then, 0 to 7 days.</param>
    /// <param name="reason">Why it was not handled. What is longer than 1,024 characters is cut.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    [WasmErrors(typeof(EventError))]
    ValueTask RetryAsync(uint delivery, TimeSpan after, [MaxBytes(65_536)] string reason, CancellationToken cancellationToken);

    /// <summary>Moves an event to the dead-letter topic: it cannot be handled.</summary>
    /// <param name="delivery">The delivery, as it was taken.</param>
    /// <param name="reason">Why it cannot be handled. What is longer than 1,024 characters is cut.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    [WasmErrors(typeof(EventError))]
    ValueTask RejectAsync(uint delivery, [MaxBytes(65_536)] string reason, CancellationToken cancellationToken);

    /// <summary>Publishes an event. Where the topic is full and blocks, it waits for space.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The payload, 1 byte or more.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The sequence of the event in its topic.</returns>
    [WasmErrors(typeof(EventError))]
    ValueTask<ulong> PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>
    /// Fills the guest's ring with events, which the guest then reads without calls, and acknowledges those that it read since the last
    /// call. docs/capabilities/events.md has the ring's layout. A ring that is out of order is a bad argument.
    /// </summary>
    /// <param name="ring">The ring: a header of 16 bytes, and a power of two for events, at least 64 bytes.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The events and losses that were added. Where it is 0, the header says how many bytes the next event needs.</returns>
    int Fill(Span<byte> ring, CancellationToken cancellationToken);
}
