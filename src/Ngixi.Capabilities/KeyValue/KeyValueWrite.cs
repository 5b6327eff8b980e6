namespace Ngixi.Capabilities;

/// <summary>A write, or a condition of the writes beside it.</summary>
public abstract record KeyValueWrite
{
    private KeyValueWrite()
    {
    }

    /// <summary>Gets the key.</summary>
    internal string Name => this switch
    {
        Put put => put.Key,
        Delete delete => delete.Key,
        Increment increment => increment.Key,
        Require require => require.Key,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Puts a value.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The value.</param>
    /// <param name="TimeToLive">How long it is kept, 1 ms to 365 days; null for ever.</param>
    /// <param name="IfVersion">The version that the key must have, 0 for no value; null for any.</param>
    public sealed record Put(string Key, ReadOnlyMemory<byte> Value, TimeSpan? TimeToLive, ulong? IfVersion) : KeyValueWrite;

    /// <summary>Deletes a value.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="IfVersion">The version that the key must have; null for any.</param>
    public sealed record Delete(string Key, ulong? IfVersion) : KeyValueWrite;

    /// <summary>Adds to a number, which is kept as decimal text. A key without a value counts from 0.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="By">What is added; it may be negative.</param>
    /// <param name="TimeToLive">How long a new number is kept, 1 ms to 365 days; null for ever.</param>
    public sealed record Increment(string Key, long By, TimeSpan? TimeToLive) : KeyValueWrite;

    /// <summary>Requires a version, and writes nothing.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Version">The version that the key must have, 0 for no value.</param>
    public sealed record Require(string Key, ulong Version) : KeyValueWrite;
}
