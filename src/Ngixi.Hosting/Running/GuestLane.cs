namespace Ngixi.Hosting.Running;

/// <summary>The work of one module or pool that waits for a thread. Guarded by the lock of <see cref="GuestThreads"/>.</summary>
/// <param name="module">The name of the module, for messages.</param>
/// <param name="failures">Whether the module's guests failed of late.</param>
/// <param name="maxRunning">The work that runs at a time.</param>
/// <param name="maxWaiting">The work that waits.</param>
internal sealed class GuestLane(string module, RecentFailures failures, int maxRunning, int maxWaiting)
{
    private readonly Queue<IGuestWork> work = [];
    private int running;

    public string Module => module;

    public int Waiting => work.Count;

    /// <summary>Gets whether others come before it where they compete for a processor.</summary>
    public bool IsLast => failures.Any;

    /// <summary>Gets or sets whether it is in the queue of those that may run something.</summary>
    public bool HasTurn { get; set; }

    public bool MayRun => work.Count > 0 && running < maxRunning;

    /// <exception cref="GuestBusyException">Too much waits.</exception>
    public void Add(IGuestWork item)
    {
        if (work.Count >= maxWaiting)
        {
            throw new GuestBusyException(module, "queue", $"{maxWaiting:N0} calls wait already.");
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
