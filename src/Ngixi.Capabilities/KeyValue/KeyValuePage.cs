namespace Ngixi.Capabilities;

/// <summary>A page of keys.</summary>
/// <param name="Keys">The keys, in the order of their UTF-8 bytes.</param>
/// <param name="Next">The key after which the next page begins; null where this is the last.</param>
public sealed record KeyValuePage(IReadOnlyList<string> Keys, string? Next);
