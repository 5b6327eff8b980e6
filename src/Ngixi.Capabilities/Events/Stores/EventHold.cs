namespace Ngixi.Capabilities;

/// <summary>What a group was given and has not settled, as a store keeps it.</summary>
/// <param name="Sequence">The sequence of the event, or the first of those that are lost.</param>
/// <param name="LostTo">The last sequence of those that are lost; 0 for an event.</param>
/// <param name="Deliveries">How often it has been delivered.</param>
/// <param name="Due">When it is delivered again, if it is not settled: the end of the lease, or the time of the retry.</param>
/// <param name="IsTaken">Whether a taker may settle it; false where it waits for a retry.</param>
/// <param name="Reason">The last reason of a retry; null for none.</param>
public readonly record struct EventHold(ulong Sequence, ulong LostTo, int Deliveries, DateTimeOffset Due, bool IsTaken, string? Reason);
