using Ngixi.Bindgen;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A running guest. It does one call at a time, and refuses a second: a pool has instances for many.</summary>
/// <remarks>After a trap, at a deadline or at a limit it is dropped: what it held is released, and it refuses further calls.</remarks>
public sealed class GuestInstance : IDisposable
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Released = 2;

    private readonly NativeEngine native;
    private readonly Store store;
    private readonly CallMeter meter;
    private readonly Instance? instance;
    private readonly Memory? memory;
    private CallDeadline? current;

    // Whether the guest's own code was ended, and not a method of the host.
    private bool isStopped;
    private int state;
    private volatile bool isDropped;

    private GuestInstance(GuestModule module, CallDeadline deadline)
    {
        Module = module;
        ModuleLimits limits = module.Manifest.Limits;
        native = module.Engine.Native(limits);
        EnterRooms();
        meter = new CallMeter(module.Name, limits, module.Engine.Options.Time);
        store = new Store(native.Engine, this);
        try
        {
            store.SetLimits(limits.Memory, (uint)limits.TableElements, instances: 1, tables: 1, memories: 1);
            store.SetGuestOptions(new GuestOptions { MaxHandles = limits.Handles, Observers = [meter] });

            // Of the store that it is called with, so that it keeps none alive.
            store.SetEpochDeadlineCallback(static store => ((GuestInstance)store.GetData()!).Tick());
            (instance, StartUsage) = Enter(deadline, () => module.Linked.Instantiate(store).Start());
            memory = instance.GetMemory("memory");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the module.</summary>
    public GuestModule Module { get; }

    /// <summary>
    /// Gets Wasmtime's instance, for the generated <c>Get…</c> methods. Use it in the function of a call alone, whose thread and
    /// deadline it needs.
    /// </summary>
    public Instance Instance => current is not null && instance is not null
        ? instance
        : throw new InvalidOperationException(
            "An instance is used in the function of a call: await guest.CallAsync(it => it.Instance.GetPlugin()…).");

    /// <summary>Gets whether it was dropped, and refuses calls.</summary>
    public bool IsDropped => isDropped;

    /// <summary>Gets the number of calls that it did.</summary>
    public long CallCount { get; private set; }

    /// <summary>Gets what the start cost.</summary>
    internal CallUsage StartUsage { get; }

    /// <summary>Calls the guest, on a thread of the engine.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="call">The call: <c>guest =&gt; guest.Instance.GetPlugin().Render(…)</c>. It may make several calls of exports.</param>
    /// <param name="options">The call's own deadline.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The result, and what it cost.</returns>
    /// <exception cref="GuestCallException">The guest failed; each case has a type of its own.</exception>
    /// <exception cref="InvalidOperationException">A call of the instance runs.</exception>
    /// <exception cref="ObjectDisposedException">It was dropped.</exception>
    public Task<CallResult<T>> CallAsync<T>(
        Func<GuestInstance, T> call, CallOptions options = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        CallDeadline deadline = Module.DeadlineOf(options, cancellation);
        return GuestCall<CallResult<T>>.RunAsync(Module.Engine, Module.Lane, deadline, at => Call(call, at));
    }

    /// <summary>Drops the instance, and releases what it holds. Of one that runs a call, when the call ends.</summary>
    public void Dispose()
    {
        isDropped = true;
        if (Interlocked.CompareExchange(ref state, Released, Idle) == Idle)
        {
            store.Dispose();
            InstanceCeiling.Process.Leave();
            native.Room?.Leave();
        }
    }

    internal static GuestInstance Start(GuestModule module, CallDeadline deadline) => new(module, deadline);

    /// <summary>Calls the guest on this thread, which is one of the engine's.</summary>
    internal CallResult<T> Call<T>(Func<GuestInstance, T> call, CallDeadline deadline)
    {
        CallResult<T> result = Enter(deadline, () => call(this));
        CallCount++;
        return result;
    }

    // The one place by which a guest is entered.
    private CallResult<T> Enter<T>(CallDeadline deadline, Func<T> run)
    {
        int before = Interlocked.CompareExchange(ref state, Busy, Idle);
        ObjectDisposedException.ThrowIf(before == Released, this);
        if (before == Busy)
        {
            throw new InvalidOperationException("A call of the instance runs. An instance does one at a time: use a pool for more.");
        }

        native.Ticker.Begin();
        TimeSpan waited = deadline.Elapsed;
        try
        {
            ObjectDisposedException.ThrowIf(isDropped, this);
            CallResult<T> result = new(Run(deadline, run), Usage(waited));
            Module.Engine.Meter.Record(Module.Name, null, result.Usage);
            return result;
        }
        catch (Exception exception) when (exception is WasmtimeException or OperationCanceledException)
        {
            Exception failure = Failure(exception, deadline);
            if (failure is GuestCallException failed)
            {
                failed.Usage = Usage(waited);
            }

            Module.Engine.Meter.Record(Module.Name, failure, (failure as GuestCallException)?.Usage);
            Dispose();
            throw failure;
        }
        catch (Exception exception)
        {
            Module.Engine.Meter.Record(Module.Name, exception, Usage(waited));
            throw;
        }
        finally
        {
            current = null;
            native.Ticker.End();
            Volatile.Write(ref state, Idle);
            if (isDropped)
            {
                Dispose();
            }
        }
    }

    private void EnterRooms()
    {
        InstanceCeiling.Process.Enter(Module.Name);
        try
        {
            native.Room?.Enter(Module.Name);
        }
        catch
        {
            InstanceCeiling.Process.Leave();
            throw;
        }
    }

    private T Run<T>(CallDeadline deadline, Func<T> run)
    {
        if (deadline.IsOver)
        {
            throw deadline.Exceeded("before it ran");
        }

        current = deadline;
        isStopped = false;
        meter.Begin();
        store.SetEpochDeadline(1);
        if (Module.Manifest.Limits.Fuel is { } fuel)
        {
            store.Fuel = fuel;
        }

        using GuestCallScope scope = deadline.Begin(store);
        T result = run();

        // The function may have caught what the guest failed with; the guest's memory is in disorder all the same.
        if (instance is not null && Bindgen.Runtime.Instances.GuestInstance.Of(instance).HasTrapped)
        {
            Dispose();
        }

        return result;
    }

    private Exception Failure(Exception exception, CallDeadline deadline) =>
        meter.Reached is { } reached ? reached
        : isStopped || deadline.IsOver ? deadline.Exceeded(isStopped ? "in the guest" : "in a method of the host", exception)
        : exception is TrapException { Type: TrapCode.OutOfFuel }
            ? new GuestLimitException(Module.Name, "fuel", $"{Module.Manifest.Limits.Fuel:N0} for a call.", exception)
        : exception is WasmtimeException
            ? new GuestTrapException(
                Module.Name,
                (exception as TrapException)?.Type,
                $"A guest of the module '{Module.Name}' trapped: {exception.Message}",
                exception.InnerException ?? exception)
        : exception;

    private CallUsage Usage(TimeSpan waited) => meter.Read(
        waited,
        Module.Manifest.Limits.Fuel is { } fuel ? fuel - store.Fuel : null,
        memory?.GetLength() ?? 0);

    private ulong Tick()
    {
        isStopped = current is not { IsOver: false };
        return isStopped ? throw new TimeoutException("The guest's time is over.") : 1UL;
    }
}
