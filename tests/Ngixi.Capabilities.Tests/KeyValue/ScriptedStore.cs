using System.Collections.Concurrent;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A store that does what a test says, before it does what another does.</summary>
internal sealed class ScriptedStore(IKeyValueStore? inner = null) : IKeyValueStore
{
    private readonly IKeyValueStore inner = inner ?? new MemoryKeyValueStore();

    /// <summary>Gets or sets what is done first.</summary>
    public Func<CancellationToken, Task> First { get; set; } = _ => Task.CompletedTask;

    /// <summary>Gets the batches that were asked for.</summary>
    public ConcurrentQueue<IReadOnlyList<KeyValueWrite>> Applied { get; } = new();

    public KeyValueGuarantees Guarantees { get; init; } = new(KeyValueConsistency.Strong, false, false, false, TimeSpan.Zero);

    public async ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken)
    {
        await First(cancellationToken);
        return await inner.FindAsync(space, key, cancellationToken);
    }

    public async ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        await First(cancellationToken);
        return await inner.ListAsync(space, prefix, after, limit, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken)
    {
        Applied.Enqueue(writes);
        await First(cancellationToken);
        return await inner.ApplyAsync(space, quota, writes, cancellationToken);
    }

    public async ValueTask FlushAsync(KeyValueNamespace space, CancellationToken cancellationToken) => await First(cancellationToken);
}
