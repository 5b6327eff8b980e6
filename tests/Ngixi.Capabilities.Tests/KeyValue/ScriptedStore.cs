namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A store that does what a test says, before it does what the store in memory does.</summary>
internal sealed class ScriptedStore : IKeyValueStore
{
    private readonly MemoryKeyValueStore memory = new();

    /// <summary>Gets what is done first.</summary>
    public Func<CancellationToken, Task> First { get; set; } = _ => Task.CompletedTask;

    public KeyValueGuarantees Guarantees { get; init; } = new(KeyValueConsistency.Strong, false, false, false, TimeSpan.Zero);

    public async ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken)
    {
        await First(cancellationToken);
        return await memory.FindAsync(space, key, cancellationToken);
    }

    public async ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        await First(cancellationToken);
        return await memory.ListAsync(space, prefix, after, limit, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken)
    {
        await First(cancellationToken);
        return await memory.ApplyAsync(space, quota, writes, cancellationToken);
    }

    public async ValueTask FlushAsync(KeyValueNamespace space, CancellationToken cancellationToken) => await First(cancellationToken);
}
