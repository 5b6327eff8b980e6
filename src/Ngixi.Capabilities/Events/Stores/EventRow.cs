namespace Ngixi.Capabilities;

/// <summary>An event as a store keeps it.</summary>
/// <param name="Sequence">The sequence, from 1.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Published">When it was published.</param>
/// <param name="TraceParent">The span that published it; null for none.</param>
/// <param name="DeadLetter">Where it comes from, in a dead-letter topic; otherwise null.</param>
public sealed record EventRow(
    ulong Sequence, ReadOnlyMemory<byte> Payload, DateTimeOffset Published, string? TraceParent, DeadLetter? DeadLetter);
