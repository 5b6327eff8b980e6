namespace Ngixi.Hosting.Running;

/// <summary>
/// The threads that guests run on: a bounded number, with stacks that are large enough, and a queue that is fair between lanes. A thread
/// pool's would be stalled by guests that wait, and a caller's may be too small for a guest that recurses.
/// </summary>
internal sealed class GuestThreads(int maxThreads, int stackBytes) : IDisposable
{
    private readonly object gate = new();

    // The lanes that may run something, in the order of their turns: each runs one thing, and goes to the end.
    private readonly Queue<GuestLane> turns = [];

    // Those that wait for a turn, the latest last. One that is woken is no longer among them.
    private readonly List<GuestThread> idle = [];
    private int threads;
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
        GuestThread? taker;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnded, typeof(GuestEngine));
            lane.Add(work);
            waiting++;
            taker = GiveTurn(lane) ? FindTaker(lane) : null;
        }

        // Outside of the lock, which is the first that it needs.
        taker?.Wake();
    }

    /// <summary>Takes no more work, and waits until all that it has is done: each call ends at its deadline.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnded = true;
            idle.ForEach(thread => thread.Wake());
            idle.Clear();
            while (threads > 0)
            {
                Monitor.Wait(gate);
            }
        }
    }

    /// <returns>Whether it has a turn that it did not have.</returns>
    private bool GiveTurn(GuestLane lane)
    {
        if (lane.HasTurn || !lane.MayRun)
        {
            return false;
        }

        lane.HasTurn = true;
        turns.Enqueue(lane);
        return true;
    }

    /// <summary>Finds a thread for a turn; null where all run, and the first that is done takes it.</summary>
    private GuestThread? FindTaker(GuestLane lane)
    {
        if (idle.Count == 0)
        {
            return threads < maxThreads ? Begin() : null;
        }

        // One that has to change the kind of its turns first would have the wrong one at the moment that it is woken.
        int index = idle.FindLastIndex(thread => thread.HasLongTurns == lane.IsLast);
        index = index < 0 ? idle.Count - 1 : index;
        GuestThread found = idle[index];
        idle.RemoveAt(index);
        return found;
    }

    private GuestThread Begin()
    {
        threads++;
        GuestThread thread = new();
        new Thread(() => Run(thread), stackBytes) { IsBackground = true, Name = "Ngixi guests" }.Start();
        return thread;
    }

    private void Run(GuestThread self)
    {
        GuestLane? ran = null;
        bool isTired = false;
        while (Next(self, ran, isTired) is var (lane, work))
        {
            isTired = work is null && !self.Wait();
            work?.Run();
            ran = lane;
        }

        self.Dispose();
    }

    /// <summary>Gets what a thread does next.</summary>
    /// <param name="self">The thread.</param>
    /// <param name="ran">The lane whose work it did; null where it waited.</param>
    /// <param name="isTired">Whether it waited for long, so that it may end.</param>
    /// <returns>Its work; none, to wait; or null, to end.</returns>
    private (GuestLane? Lane, IGuestWork? Work)? Next(GuestThread self, GuestLane? ran, bool isTired)
    {
        GuestLane? lane;
        IGuestWork work;
        GuestThread? other;
        lock (gate)
        {
            if (ran is not null)
            {
                // This thread takes that turn, or the one before it in the place of who was woken for it.
                ran.End();
                GiveTurn(ran);
            }

            bool isWaking = ran is null && !idle.Remove(self);
            if (!turns.TryDequeue(out lane))
            {
                if (isEnded || (isTired && !isWaking))
                {
                    threads--;
                    Monitor.PulseAll(gate);
                    return null;
                }

                self.HasLongTurns = ThreadTurns.AreLong;
                idle.Add(self);
                return (null, null);
            }

            lane.HasTurn = false;
            waiting--;
            work = lane.Begin();
            other = GiveTurn(lane) ? FindTaker(lane) : null;
        }

        other?.Wake();
        return (lane, work);
    }
}
