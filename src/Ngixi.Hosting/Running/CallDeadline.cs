using Ngixi.Bindgen;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Hosting.Running;

/// <summary>One clock for a call: its wait for a thread, code of the guest, and methods of the host.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly TimeProvider time;
    private readonly long began;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource timer;
    private readonly CancellationTokenSource? linked;
    private volatile string? endReason;

    public CallDeadline(string module, TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        Module = module;
        Timeout = timeout;
        this.time = time;
        this.caller = caller;
        began = time.GetTimestamp();
        timer = new CancellationTokenSource(timeout, time);
        linked = caller.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(timer.Token, caller) : null;
        Cancellation = linked?.Token ?? timer.Token;
    }

    public string Module { get; }

    /// <summary>Gets how often a guest was entered under it: for its start, and for its call.</summary>
    public int Begun { get; private set; }

    /// <summary>Gets what the call is sampled for; null for nothing.</summary>
    public GuestProfile? Profile { get; init; }

    public TimeSpan Timeout { get; }

    public CancellationToken Cancellation { get; }

    public TimeSpan Elapsed => time.GetElapsedTime(began);

    /// <summary>Gets whether the guest is to be ended: the timer may be a moment before the clock, and a moment behind it.</summary>
    public bool IsOver => Cancellation.IsCancellationRequested || Elapsed >= Timeout || endReason is not null;

    /// <summary>Gets the time that is left, 0 or more.</summary>
    public TimeSpan Left => Timeout - Elapsed is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Begins the call in a store, whose methods of the host see the time that is left.</summary>
    public GuestCallScope Begin(Store store)
    {
        Begun++;
        return new GuestCallScope(StoreState.Of(store), Left, time, Cancellation, hasDeadline: true);
    }

    /// <summary>Says that the call is over.</summary>
    /// <param name="where">Where it was, such as <c>in the guest</c>.</param>
    /// <param name="cause">What ended it.</param>
    public Exception Exceeded(string where, Exception? cause = null) => caller.IsCancellationRequested
        ? new OperationCanceledException($"A call of the module '{Module}' was cancelled by its caller, {where}.", cause, caller)
        : endReason is { } reason ? new GuestDeadlineException(Module, Elapsed, reason, where, cause)
        : new GuestDeadlineException(Module, Timeout, where, cause);

    /// <summary>Ends the call before its deadline. From any thread.</summary>
    /// <param name="reason">Why, as the end of a sentence: <c>because its module was replaced</c>.</param>
    public void End(string reason)
    {
        endReason = reason;
        try
        {
            timer.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose()
    {
        linked?.Dispose();
        timer.Dispose();
    }
}
