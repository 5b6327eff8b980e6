namespace Ngixi.Capabilities;

/// <summary>An event without its payload.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Bytes">The bytes of the payload.</param>
public readonly record struct EventSize(ulong Sequence, int Bytes);
