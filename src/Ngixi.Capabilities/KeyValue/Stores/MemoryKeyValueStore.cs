using System.Collections.Concurrent;

namespace Ngixi.Capabilities;

/// <summary>Keeps the values of modules in the host's memory. They are gone with the store.</summary>
/// <remarks>For any number of threads: the writers of one namespace wait for each other.</remarks>
public sealed class MemoryKeyValueStore : IKeyValueStore
{
    private readonly ConcurrentDictionary<KeyValueNamespace, MemoryRows> spaces = new();
    private readonly TimeProvider time;

    /// <summary>Creates an empty store.</summary>
    /// <param name="time">The clock that times to live are counted with; the system's by default.</param>
    public MemoryKeyValueStore(TimeProvider? time = null) => this.time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public KeyValueGuarantees Guarantees { get; } = new(
        KeyValueConsistency.Strong, SurvivesExit: false, SurvivesPowerLoss: false, IsShared: false, LossWindow: TimeSpan.Zero);

    /// <inheritdoc/>
    public ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
        In(space, rows => rows.Find(key)?.ToEntry(time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        In(space, rows => KeyValueRules.Page(rows.Keys(prefix, after, time.GetUtcNow()), limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken) =>
        In(space, rows => KeyValueRules.Apply(rows, quota, writes, time.GetUtcNow()), cancellationToken);

    private ValueTask<T> In<T>(KeyValueNamespace space, Func<MemoryRows, T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        MemoryRows rows = spaces.GetOrAdd(space, static _ => new MemoryRows());
        lock (rows)
        {
            return ValueTask.FromResult(work(rows));
        }
    }
}
