namespace Ngixi.Capabilities;

/// <summary>Where an event of a dead-letter topic comes from.</summary>
/// <param name="Topic">The topic that it was published to.</param>
/// <param name="Group">The group that could not handle it.</param>
/// <param name="Sequence">Its sequence there.</param>
/// <param name="Deliveries">How often it was delivered there.</param>
/// <param name="Reason">Why it was given up: the last reason that a taker gave, or that its lease ran out.</param>
public sealed record DeadLetter(string Topic, string Group, ulong Sequence, int Deliveries, string Reason);
