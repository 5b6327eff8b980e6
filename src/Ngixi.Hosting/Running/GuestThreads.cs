namespace Ngixi.Hosting.Running;

/// <summary>
/// The threads that guests run on: a bounded number, with stacks that are large enough, and a queue that is fair between modules. A thread
/// pool's would be stalled by guests that wait, and a caller's may be too small for a guest that recurses.
/// </summary>
internal sealed class GuestThreads(int maxThreads, int maxPerLane, int maxQueued, int stackBytes) : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly object gate = new();

    // The lanes that have work and may run it, in the order of their turns.
    private readonly Queue<GuestLane> turns = [];
    private int threads;
    private int idle;
    private bool isEnded;

    /// <summary>Gets the number of threads that there are.</summary>
    public int Count => Volatile.Read(ref threads);

    /// <summary>Puts work at the end of a lane.</summary>
    /// <exception cref="GuestBusyException">The lane is full.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public void Enqueue(GuestLane lane, IGuestWork work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnded, typeof(GuestEngine));
            if (lane.Work.Count >= maxQueued)
            {
                throw new GuestBusyException(lane.Module, "queue", $"{maxQueued:N0} calls wait for a thread.");
            }

            lane.Work.Enqueue(work);
            GiveTurn(lane);
        }
    }

    /// <summary>Lets running work end, and waits for it; what waits in lanes is never run.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnded = true;
            Monitor.PulseAll(gate);
            while (threads > 0)
            {
                Monitor.Wait(gate);
            }
        }
    }

    private void GiveTurn(GuestLane lane)
    {
        if (lane.HasTurn || lane.Work.Count == 0 || lane.Running >= maxPerLane)
        {
            return;
        }

        lane.HasTurn = true;
        turns.Enqueue(lane);

        // Each idle thread takes one turn, whether it has been woken for it yet or not.
        if (turns.Count <= idle)
        {
            Monitor.Pulse(gate);
        }
        else if (threads < maxThreads)
        {
            threads++;
            new Thread(Run, stackBytes) { IsBackground = true, Name = "Ngixi guests" }.Start();
        }
    }

    private void Run()
    {
        GuestLane? ran = null;
        while (Next(ran) is var (lane, work))
        {
            work.Run();
            ran = lane;
        }
    }

    private (GuestLane Lane, IGuestWork Work)? Next(GuestLane? ran)
    {
        lock (gate)
        {
            if (ran is not null)
            {
                ran.Running--;
                GiveTurn(ran);
            }

            while (true)
            {
                if (isEnded)
                {
                    threads--;
                    Monitor.PulseAll(gate);
                    return null;
                }

                if (turns.TryDequeue(out GuestLane? lane))
                {
                    lane.HasTurn = false;
                    IGuestWork work = lane.Work.Dequeue();
                    lane.Running++;
                    GiveTurn(lane);
                    return (lane, work);
                }

                idle++;
                bool wasWoken = Monitor.Wait(gate, IdleTime);
                idle--;
                if (!wasWoken && turns.Count == 0)
                {
                    threads--;
                    return null;
                }
            }
        }
    }
}
