namespace Ngixi.Capabilities;

/// <summary>A row without its value.</summary>
/// <param name="Version">The version, from 1.</param>
/// <param name="ValueBytes">The bytes of the value.</param>
/// <param name="Expires">When it expires; null for never.</param>
public readonly record struct KeyValueHead(ulong Version, long ValueBytes, DateTimeOffset? Expires);
