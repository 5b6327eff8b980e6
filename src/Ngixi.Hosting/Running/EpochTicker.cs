using Wasmtime;

namespace Ngixi.Hosting.Running;

/// <summary>Counts an engine's epochs up while guests run, so that each is asked from time to time whether its time is over.</summary>
internal sealed class EpochTicker : IDisposable
{
    private readonly Engine engine;
    private readonly TimeSpan tick;
    private readonly Lock gate = new();
    private readonly ManualResetEventSlim isNeeded = new();
    private readonly Thread thread;
    private int calls;
    private volatile bool isEnded;

    public EpochTicker(Engine engine, TimeSpan tick)
    {
        this.engine = engine;
        this.tick = tick;
        thread = new Thread(Run) { IsBackground = true, Name = "Ngixi epochs", Priority = ThreadPriority.AboveNormal };
        thread.Start();
    }

    /// <summary>Says that a guest runs.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (calls++ == 0)
            {
                isNeeded.Set();
            }
        }
    }

    /// <summary>Says that it runs no more.</summary>
    public void End()
    {
        lock (gate)
        {
            if (--calls == 0 && !isEnded)
            {
                isNeeded.Reset();
            }
        }
    }

    public void Dispose()
    {
        isEnded = true;
        isNeeded.Set();
        thread.Join();
        isNeeded.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            isNeeded.Wait();
            if (isEnded)
            {
                return;
            }

            Thread.Sleep(tick);
            engine.IncrementEpoch();
        }
    }
}
