namespace Ngixi.Capabilities;

/// <summary>The result of a write.</summary>
/// <param name="Version">The version that the key has now; of a deletion the one that it had. 0 for no value.</param>
/// <param name="Number">The sum of an increment; 0 of other writes.</param>
public sealed record KeyValueResult(ulong Version, long Number);
