namespace Ngixi.Capabilities;

/// <summary>A body that is made while it is sent, once.</summary>
/// <param name="Pieces">What it is made of.</param>
/// <param name="Length">The bytes of all pieces, where they are known.</param>
internal sealed record PiecedBody(IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces, long? Length);
