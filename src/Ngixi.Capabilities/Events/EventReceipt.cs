namespace Ngixi.Capabilities;

/// <summary>Says which delivery is settled. No two deliveries to a group have the same: one that is over cannot settle the next.</summary>
/// <param name="Sequence">The sequence of the event, or the first of those that are lost.</param>
/// <param name="Deliveries">How often it has been delivered, with this time.</param>
public readonly record struct EventReceipt(ulong Sequence, int Deliveries);
