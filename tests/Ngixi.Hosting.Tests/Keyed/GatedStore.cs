using System.Diagnostics;
using Ngixi.Capabilities;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>A store in memory whose reads and writes wait at a gate that a test closes, or fail as it says.</summary>
internal sealed class GatedStore : IKeyValueStore
{
    private readonly MemoryKeyValueStore store = new();
    private TaskCompletionSource opened = Open();
    private int writes;

    public KeyValueGuarantees Guarantees => store.Guarantees;

    /// <summary>Gets the name of the activity in which each write was asked for.</summary>
    public List<string?> Activities { get; } = [];

    public int Writes => Volatile.Read(ref writes);

    /// <summary>Gets or sets the error of each write; null for none.</summary>
    public KeyValueError? Failure { get; set; }

    public void Close() => opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Reopen() => opened.SetResult();

    public async ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken)
    {
        await opened.Task.WaitAsync(cancellationToken);
        return await store.FindAsync(space, key, cancellationToken);
    }

    public ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(space, prefix, after, limit, cancellationToken);

    public async ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken)
    {
        Activities.Add(Activity.Current?.OperationName);
        await opened.Task.WaitAsync(cancellationToken);
        if (Failure is { } error)
        {
            throw new KeyValueException(error, "The disk is full.");
        }

        Interlocked.Increment(ref this.writes);
        return await store.ApplyAsync(space, quota, writes, cancellationToken);
    }

    private static TaskCompletionSource Open()
    {
        TaskCompletionSource open = new();
        open.SetResult();
        return open;
    }
}
