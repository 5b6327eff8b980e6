namespace Ngixi.Capabilities;

/// <summary>A group as a store keeps it.</summary>
/// <param name="Group">Its settings.</param>
/// <param name="NextSequence">The sequence after those that it was given, or told to be lost.</param>
public sealed record EventGroupState(EventGroup Group, ulong NextSequence);
