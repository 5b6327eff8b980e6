namespace Ngixi.Hosting.Running;

/// <summary>
/// The threads that guests run on: a bounded number, with stacks that are large enough, and a queue that is fair between lanes. A thread
/// pool's would be stalled by guests that wait, and a caller's may be too small for a guest that recurses.
/// </summary>
internal sealed class GuestThreads(int maxThreads, int stackBytes) : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly object gate = new();

    // The lanes that may run something, in the order of their turns: each runs one thing, and goes to the end.
    private readonly Queue<GuestLane> turns = [];
    private int threads;
    private int idle;
    private int waiting;
    private bool isEnded;

    /// <summary>Gets the number of threads.</summary>
    public int Count => Volatile.Read(ref threads);

    /// <summary>Gets how much waits for one, in all lanes.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Puts work at the end of a lane.</summary>
    /// <exception cref="GuestBusyException">The lane is full.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public void Enqueue(GuestLane lane, IGuestWork work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnded, typeof(GuestEngine));
            lane.Add(work);
            waiting++;
            GiveTurn(lane);
        }
    }

    /// <summary>Takes no more work, and waits until all that it has is done: each call ends at its deadline.</summary>
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
        if (lane.HasTurn || !lane.MayRun)
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
                ran.End();
                GiveTurn(ran);
            }

            while (turns.Count == 0 && !isEnded)
            {
                idle++;
                bool wasWoken = Monitor.Wait(gate, IdleTime);
                idle--;
                if (!wasWoken && turns.Count == 0)
                {
                    break;
                }
            }

            if (!turns.TryDequeue(out GuestLane? lane))
            {
                threads--;
                if (isEnded)
                {
                    Monitor.PulseAll(gate);
                }

                return null;
            }

            lane.HasTurn = false;
            waiting--;
            IGuestWork work = lane.Begin();
            GiveTurn(lane);
            return (lane, work);
        }
    }
}
