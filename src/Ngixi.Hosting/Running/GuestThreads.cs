namespace Ngixi.Hosting.Running;

/// <summary>
/// The threads that guests run on: a bounded number, with stacks that are large enough, and a queue that is fair between lanes. A thread
/// pool's would be stalled by guests that wait, and a caller's may be too small for a guest that recurses.
/// </summary>
internal sealed class GuestThreads : IDisposable
{
    private readonly int maxThreads;
    private readonly int stackBytes;
    private readonly object gate = new();

    // The lanes that may run something, in the order of their turns: each runs one thing, and goes to the end.
    private readonly Queue<GuestLane> turns = [];

    // Those that wait for a turn, the latest last. One that is woken is no longer among them.
    private readonly List<GuestThread> idle = [];

    // Those whose module's guests failed too often, until the timer gives them turns.
    private readonly List<GuestLane> held = [];
    private readonly ITimer timer;
    private int threads;
    private int waiting;
    private bool isEnded;

    public GuestThreads(int maxThreads, int stackBytes, TimeProvider time)
    {
        this.maxThreads = maxThreads;
        this.stackBytes = stackBytes;
        timer = time.CreateTimer(
            static threads => ((GuestThreads)threads!).Continue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the number of threads.</summary>
    public int Count => Volatile.Read(ref threads);

    /// <summary>Gets how much waits for one, in all lanes.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Gets how much waits because guests of its module failed too often, by the name of the module.</summary>
    public IReadOnlyList<(string Module, int Count)> Held
    {
        get
        {
            lock (gate)
            {
                return [.. held.GroupBy(lane => lane.Module, lane => lane.Waiting).Select(of => (of.Key, of.Sum()))];
            }
        }
    }

    /// <summary>Puts work at the end of a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="work">The work.</param>
    /// <param name="left">The time within which it is to begin.</param>
    /// <exception cref="GuestBusyException">The lane is full, or the turn of the work would come too late.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public void Enqueue(GuestLane lane, IGuestWork work, TimeSpan left)
    {
        GuestThread? taker;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnded, typeof(GuestEngine));
            lane.Add(work, left);
            waiting++;
            taker = GiveTurn(lane) ? FindTaker(lane) : null;
        }

        // Outside of the lock, which is the first that it needs.
        taker?.Wake();
    }

    /// <summary>Gives turns to the lanes that are held, but for those that it is too early for.</summary>
    public void Continue()
    {
        List<GuestThread> takers;
        lock (gate)
        {
            takers = Release();
        }

        takers.ForEach(taker => taker.Wake());
    }

    /// <summary>Takes no more work, and waits until all that it has is done: each call ends at its deadline.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnded = true;
            Release().ForEach(thread => thread.Wake());
            idle.ForEach(thread => thread.Wake());
            idle.Clear();
            while (threads > 0)
            {
                Monitor.Wait(gate);
            }
        }

        timer.Dispose();
    }

    private List<GuestThread> Release()
    {
        GuestLane[] lanes = [.. held];
        held.Clear();
        return [.. lanes.Where(GiveTurn).Select(FindTaker).OfType<GuestThread>()];
    }

    /// <returns>Whether it has a turn that it did not have.</returns>
    private bool GiveTurn(GuestLane lane)
    {
        if (lane.HasTurn || !lane.HasWork || IsHeld(lane))
        {
            return false;
        }

        lane.HasTurn = true;
        turns.Enqueue(lane);
        return true;
    }

    /// <summary>Takes the next turn of a lane, where its guests did not fail too often since it got it.</summary>
    private GuestLane? TakeTurn()
    {
        while (turns.TryDequeue(out GuestLane? lane))
        {
            lane.HasTurn = false;
            if (!IsHeld(lane))
            {
                return lane;
            }
        }

        return null;
    }

    /// <summary>Holds a lane whose module's guests failed too often. At the end, all that waits is done.</summary>
    private bool IsHeld(GuestLane lane)
    {
        held.Remove(lane);
        if (isEnded || lane.Pause == TimeSpan.Zero)
        {
            return false;
        }

        held.Add(lane);

        // Timers count whole milliseconds.
        timer.Change(
            TimeSpan.FromMilliseconds(Math.Ceiling(held.Min(other => other.Pause).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
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
            if (TakeTurn() is not { } next)
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

            waiting--;
            lane = next;
            work = lane.Begin();
            other = GiveTurn(lane) ? FindTaker(lane) : null;
        }

        other?.Wake();
        return (lane, work);
    }
}
