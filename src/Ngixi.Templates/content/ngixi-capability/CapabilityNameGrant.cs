namespace NgixiCapability;

/// <summary>What a manifest says: <c>"capabilityName": { "maxNotes": 10 }</c>.</summary>
/// <param name="MaxNotes">The notes of one instance.</param>
public sealed record CapabilityNameGrant(int MaxNotes = 100);
