using System.Collections.Concurrent;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting;

/// <summary>
/// Instances of one module for calls that need none of their own: a call gets one that no other call has, runs on a thread of the
/// engine, and gives it back. For any number of threads.
/// </summary>
public sealed class GuestPool : IDisposable
{
    private readonly ConcurrentStack<GuestInstance> idle = new();
    private readonly GuestLane lane;
    private readonly Supervisor supervisor;
    private int live;
    private volatile bool isDisposed;

    internal GuestPool(GuestModule module, PoolOptions options)
    {
        Module = module;
        Options = options;
        GuestEngineOptions engine = module.Engine.Options;
        lane = new GuestLane(
            module.Name, module.Budget, Math.Min(options.MaxInstances, engine.MaxThreadsPerModule), options.MaxWaiting);
        supervisor = new Supervisor(module.Name, options, engine.Time, module.Engine.Audit);
        module.Replaced += DropOutdated;
    }

    /// <summary>Gets the module.</summary>
    public GuestModule Module { get; }

    /// <summary>Gets how it was made.</summary>
    public PoolOptions Options { get; }

    /// <summary>Gets the number of instances that it has now.</summary>
    public int Instances => Volatile.Read(ref live);

    /// <summary>Gets whether it refuses calls because its guests failed too often.</summary>
    public bool IsQuarantined => supervisor.IsQuarantined;

    /// <summary>Calls an instance that no other call has.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="call">The call: <c>guest =&gt; guest.Instance.GetPlugin().Render(…)</c>. It keeps nothing of the instance.</param>
    /// <param name="options">The call's own deadline.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The result, and what it cost.</returns>
    /// <exception cref="GuestBusyException">Too many calls wait, or the module failed of late.</exception>
    /// <exception cref="GuestCallException">The guest failed; each case has a type of its own.</exception>
    public Task<CallResult<T>> CallAsync<T>(
        Func<GuestInstance, T> call, CallOptions options = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        supervisor.RequireNoQuarantine();
        CallDeadline deadline = Module.DeadlineOf(options, cancellation);
        return GuestCall<CallResult<T>>.RunAsync(Module.Engine, lane, deadline, at => Run(call, at));
    }

    /// <summary>Makes instances ahead of their calls.</summary>
    /// <param name="count">How many there are to be, at most <see cref="PoolOptions.MaxInstances"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A task that ends when they are there.</returns>
    /// <exception cref="GuestCallException">One did not start.</exception>
    public async Task WarmAsync(int count, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Options.MaxInstances);
        while (Instances < count)
        {
            GuestInstance instance = await Module.StartAsync(Options.Recorder, profile: null, cancellation).ConfigureAwait(false);
            Interlocked.Increment(ref live);
            GiveBack(instance);
        }
    }

    /// <summary>Forgets the failures of the module: ends its quarantine, or the pause after a failure.</summary>
    public void Resume() => supervisor.Reset();

    /// <summary>Drops the idle instances; those that run are dropped when their calls end.</summary>
    public void Dispose()
    {
        isDisposed = true;
        Module.Replaced -= DropOutdated;
        while (idle.TryPop(out GuestInstance? instance))
        {
            Drop(instance);
        }
    }

    private CallResult<T> Run<T>(Func<GuestInstance, T> call, CallDeadline deadline)
    {
        supervisor.RequireNoQuarantine();
        while (true)
        {
            GuestInstance instance = Take(deadline);
            int begun = deadline.Begun;
            try
            {
                CallResult<T> result = instance.Call(call, deadline);
                supervisor.Succeeded();
                return result;
            }
            catch (ObjectDisposedException) when (deadline.Begun == begun && instance.IsOutdated)
            {
                // It was ended with its version before it ran: one of the next takes the call.
            }
            catch (GuestCallException) when (instance.IsDropped)
            {
                supervisor.Failed();
                throw;
            }
            finally
            {
                GiveBack(instance);
            }
        }
    }

    private GuestInstance Take(CallDeadline deadline)
    {
        while (idle.TryPop(out GuestInstance? instance))
        {
            if (!instance.IsDropped && !instance.IsOutdated)
            {
                return instance;
            }

            Drop(instance);
        }

        supervisor.RequireNoBackoff();
        try
        {
            GuestInstance instance = GuestInstance.Start(Module, deadline, recorder: Options.Recorder);
            Interlocked.Increment(ref live);
            return instance;
        }
        catch (GuestCallException exception) when (exception is not GuestBusyException)
        {
            supervisor.Failed();
            throw;
        }
    }

    private void GiveBack(GuestInstance instance)
    {
        bool isWorn = Options.CallsPerInstance > 0 && instance.CallCount >= Options.CallsPerInstance;
        if (instance.IsDropped || instance.IsOutdated || isWorn || isDisposed)
        {
            Drop(instance);
            return;
        }

        idle.Push(instance);

        // Disposed, or the module replaced, in between: nobody else would drop it.
        if (isDisposed)
        {
            Dispose();
        }
        else if (instance.IsOutdated)
        {
            DropOutdated();
        }
    }

    private void DropOutdated()
    {
        List<GuestInstance> kept = [];
        while (idle.TryPop(out GuestInstance? instance))
        {
            if (instance.IsOutdated)
            {
                Drop(instance);
            }
            else
            {
                kept.Add(instance);
            }
        }

        kept.ForEach(GiveBack);
    }

    private void Drop(GuestInstance instance)
    {
        instance.Dispose();
        Interlocked.Decrement(ref live);
    }
}
