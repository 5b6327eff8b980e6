namespace Ngixi.Hosting.Running;

/// <summary>The work of one module or pool that waits for a thread. Guarded by the lock of <see cref="GuestThreads"/>.</summary>
/// <param name="module">The name of the module, for messages.</param>
/// <param name="budget">How often the module's guests may fail.</param>
/// <param name="maxRunning">The work that runs at a time.</param>
/// <param name="maxWaiting">The work that waits.</param>
internal sealed class GuestLane(string module, FailureBudget budget, int maxRunning, int maxWaiting)
{
    private readonly Queue<IGuestWork> work = [];
    private int running;

    public string Module => module;

    public int Waiting => work.Count;

    /// <summary>Gets whether others come before it where they compete for a processor.</summary>
    public bool IsLast => budget.Any;

    /// <summary>Gets or sets whether it is in the queue of those that may run something.</summary>
    public bool HasTurn { get; set; }

    /// <summary>Gets whether something waits that may run, where <see cref="Pause"/> is over.</summary>
    public bool HasWork => work.Count > 0 && running < maxRunning;

    /// <summary>Gets the time that it is held for because the module's guests failed too often.</summary>
    public TimeSpan Pause => budget.Pause(running, maxRunning);

    /// <summary>Takes something to be run.</summary>
    /// <param name="item">What is to be run.</param>
    /// <param name="left">The time within which it is to begin.</param>
    /// <exception cref="GuestBusyException">Too much waits, or its turn would come too late.</exception>
    public void Add(IGuestWork item, TimeSpan left)
    {
        if (work.Count >= maxWaiting)
        {
            throw new GuestBusyException(module, "queue", $"{maxWaiting:N0} calls wait already.");
        }

        if (budget.PauseAfter(work.Count) is var pause && pause > left)
        {
            throw new GuestBusyException(
                module,
                "failures",
                $"its guests fail more than {budget.PerSecond:N0} times a second, {work.Count:N0} of its calls wait, and the turn of this "
                + $"one would come in {pause.TotalMilliseconds:N0} ms, after its deadline. Mend the module, call again later, or raise "
                + "GuestEngineOptions.MaxFailuresPerSecond.");
        }

        work.Enqueue(item);
    }

    public IGuestWork Begin()
    {
        running++;
        return work.Dequeue();
    }

    public void End() => running--;
}
