namespace Ngixi.Capabilities;

/// <summary>A value as it is kept.</summary>
/// <param name="Value">The value.</param>
/// <param name="Version">The version, from 1. Each write gives the key another, which the store never gives again.</param>
/// <param name="TimeToLive">How long it is still kept; null for ever.</param>
public sealed record KeyValueEntry(ReadOnlyMemory<byte> Value, ulong Version, TimeSpan? TimeToLive);
