namespace Ngixi.Capabilities;

/// <summary>Keeps topics in the memory of the process, and they end with it.</summary>
/// <param name="time">The clock of leases; the system's by default.</param>
/// <remarks>For any number of threads.</remarks>
public sealed class MemoryEventStore(TimeProvider? time = null) : EventRowStore(time ?? TimeProvider.System)
{
    private readonly Lock one = new();
    private readonly MemoryEventRows rows = new();

    /// <inheritdoc/>
    public override EventGuarantees Guarantees => EventGuarantees.None;

    /// <inheritdoc/>
    public override async ValueTask WaitForEventsAsync(
        string topic, string group, CancellationToken cancellationToken = default)
    {
        Task changed;
        TimeSpan left = Timeout.InfiniteTimeSpan;
        lock (one)
        {
            DateTimeOffset now = Time.GetUtcNow();
            if (EventRules.NextTake(rows, topic, group, now) is { } next)
            {
                if (next <= now)
                {
                    return;
                }

                left = next - now;
            }

            changed = rows.Changed(topic);
        }

        await changed.WaitAsync(left, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public override async ValueTask WaitForSpaceAsync(string topic, int bytes, CancellationToken cancellationToken = default)
    {
        Task changed;
        lock (one)
        {
            if (EventRules.HasSpace(rows, topic, bytes))
            {
                return;
            }

            changed = rows.Changed(topic);
        }

        await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override ValueTask<T> RunAsync<T>(Func<IEventRows, T> transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        cancellationToken.ThrowIfCancellationRequested();

        // The rules throw before they write, so that nothing is to be undone.
        lock (one)
        {
            return ValueTask.FromResult(transaction(rows));
        }
    }
}
