using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Bindgen;

/// <summary>A call of the host with a deadline and a token of its own; see <see cref="GuestStore.BeginCall"/>.</summary>
/// <remarks>Like the store, for one thread at a time.</remarks>
public sealed class GuestCallScope : IDisposable
{
    private readonly StoreState state;
    private readonly GuestCallScope? outer;
    private readonly TimeProvider time;
    private readonly TimeSpan timeout;
    private readonly long began;
    private readonly CancellationTokenSource? deadline;
    private readonly CancellationTokenSource? linked;
    private bool isEnded;

    /// <param name="state">The store's state.</param>
    /// <param name="timeout">The time that it may take.</param>
    /// <param name="time">The clock of the timeout.</param>
    /// <param name="cancellation">A token that cancels it, too.</param>
    /// <param name="hasDeadline">Whether the token is cancelled at the deadline, so that no timer is needed for it.</param>
    internal GuestCallScope(
        StoreState state, TimeSpan timeout, TimeProvider time, CancellationToken cancellation, bool hasDeadline = false)
    {
        this.state = state;
        this.timeout = timeout;
        this.time = time;
        outer = state.Call;
        if (outer is null)
        {
            state.CallNumber++;
        }

        began = time.GetTimestamp();
        deadline = hasDeadline ? null : new CancellationTokenSource(timeout, time);
        linked = hasDeadline && !state.Cancellation.CanBeCanceled
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(deadline?.Token ?? default, cancellation, state.Cancellation);
        Cancellation = linked?.Token ?? cancellation;
        state.Call = this;
    }

    /// <summary>Gets the token that is cancelled at the deadline, by the caller's token, or with the outer call.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Gets the time that is left, 0 or more; <see cref="Timeout.InfiniteTimeSpan"/> where there is no deadline.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            TimeSpan outerLeft = outer?.TimeLeft ?? Timeout.InfiniteTimeSpan;
            if (timeout == Timeout.InfiniteTimeSpan)
            {
                return outerLeft;
            }

            TimeSpan left = timeout - time.GetElapsedTime(began);
            left = left < TimeSpan.Zero ? TimeSpan.Zero : left;
            return outerLeft != Timeout.InfiniteTimeSpan && outerLeft < left ? outerLeft : left;
        }
    }

    /// <summary>Ends the call. Its token is not cancelled any more.</summary>
    public void Dispose()
    {
        if (isEnded)
        {
            return;
        }

        isEnded = true;

        // One that was begun in this one may end later, by mistake.
        while (state.Call is { isEnded: true } latest)
        {
            state.Call = latest.outer;
        }

        linked?.Dispose();
        deadline?.Dispose();
    }
}
