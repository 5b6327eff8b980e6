using Ngixi.Bindgen.Native;

namespace Ngixi.Bindgen.Runtime;

/// <summary>What the instances of one store share, found without holding the store: its options, and which thread runs its guests.</summary>
internal sealed class StoreState
{
    // The id of the thread that runs a guest of the store, 0 for none.
    private int runner;

    public GuestOptions Options
    {
        get;
        set
        {
            field = value;
            MaxBytesPerCall = value.MaxBytesPerCall;
        }
    } = GuestOptions.Default;

    /// <summary>Gets the limit that every sequence is checked against, one load nearer.</summary>
    public int MaxBytesPerCall { get; private set; } = GuestOptions.Default.MaxBytesPerCall;

    /// <summary>Claims the store for this thread, whose guest runs or waits.</summary>
    /// <returns>Whether to <see cref="Leave"/> after it: false in a call within a call, which the outer one does it for.</returns>
    /// <exception cref="InvalidOperationException">Another thread runs a guest of the store.</exception>
    public bool Enter()
    {
        int current = Environment.CurrentManagedThreadId;
        int running = Interlocked.CompareExchange(ref runner, current, 0);
        return running == 0 || (running == current ? false : throw RunsElsewhere(running));
    }

    /// <summary>Claims the store for this thread, which is about to run a guest.</summary>
    /// <inheritdoc cref="Enter"/>
    /// <exception cref="InsufficientExecutionStackException">The thread's stack is too small for a guest.</exception>
    public bool EnterGuest()
    {
        bool isOutermost = Enter();
        if (isOutermost && !ThreadStack.HasRoom())
        {
            Leave();
            throw ThreadStack.NoRoom();
        }

        return isOutermost;
    }

    /// <summary>Gives the store up.</summary>
    public void Leave() => Volatile.Write(ref runner, 0);

    private static InvalidOperationException RunsElsewhere(int running) => new(
        $"Thread {Environment.CurrentManagedThreadId} calls a guest whose store runs on thread {running}. A store is for one thread at a time: "
        + "wait for that call to end, or give each thread a store of its own. A method that returns a task calls the guest on the thread that waits for it, unless it awaits with ConfigureAwait(false).");
}
