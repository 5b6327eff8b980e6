using Ngixi.Bindgen;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A running guest. It does one call at a time; others wait in the caller's hands: a pool has many.</summary>
/// <remarks>After a trap, a deadline or a limit it is dropped: what it held is released, and it refuses further calls.</remarks>
public sealed class GuestInstance : IDisposable
{
    private readonly Store store;
    private readonly CallMeter meter;
    private readonly Instance instance;
    private readonly Memory? memory;
    private CallDeadline? current;

    // Whether the guest's own code was ended, and not a method of the host.
    private bool isStopped;
    private int isBusy;

    private GuestInstance(GuestModule module, CallDeadline deadline)
    {
        Module = module;
        ModuleLimits limits = module.Manifest.Limits;
        meter = new CallMeter(module.Name, limits, module.Engine.Options.Time);
        store = new Store(module.Engine.Native(limits), this);
        store.SetLimits(limits.Memory, (uint)limits.TableElements, instances: 1, tables: 1, memories: 1);
        store.SetGuestOptions(new GuestOptions { MaxHandles = limits.Handles, Observers = [meter] });

        // The store passes itself, so that the delegate keeps no store alive.
        store.SetEpochDeadlineCallback(static store => ((GuestInstance)store.GetData()!).Tick());
        instance = Enter(deadline, () => module.Linked.Instantiate(store).Start());
        memory = instance.GetMemory("memory");
    }

    /// <summary>Gets the module.</summary>
    public GuestModule Module { get; }

    /// <summary>
    /// Gets Wasmtime's instance, for the generated <c>Get…</c> methods. Use it in the function of a call alone: it runs on the thread, and
    /// with the deadline, that are the call's.
    /// </summary>
    public Instance Instance => current is not null
        ? instance
        : throw new InvalidOperationException("Use an instance in the function of a call: await guest.CallAsync(it => it.Instance.Get…()).");

    /// <summary>Gets whether it was dropped, and refuses calls.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Calls the guest, on a thread of the engine.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="call">The call: <c>guest =&gt; guest.Instance.GetPlugin().Render(…)</c>. It may make several calls of exports.</param>
    /// <param name="options">The call's own deadline.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The result, and what it cost.</returns>
    /// <exception cref="GuestCallException">The guest failed; each case has a type of its own.</exception>
    /// <exception cref="InvalidOperationException">A call of the instance runs, or it was dropped.</exception>
    public Task<CallResult<T>> CallAsync<T>(
        Func<GuestInstance, T> call, CallOptions options = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        TimeSpan timeout = options.Deadline is { } own && own < Module.Manifest.Limits.Deadline ? own : Module.Manifest.Limits.Deadline;
        CallDeadline deadline = new(Module.Name, timeout, Module.Engine.Options.Time, cancellation);
        return GuestCall<CallResult<T>>.RunAsync(Module.Engine.Threads, Module.Lane, deadline, at => Call(call, at));
    }

    /// <summary>Drops the instance, and releases what it holds.</summary>
    public void Dispose() => Drop();

    internal static GuestInstance Start(GuestModule module, CallDeadline deadline) => new(module, deadline);

    /// <summary>Calls the guest on this thread, which is one of the engine's.</summary>
    internal CallResult<T> Call<T>(Func<GuestInstance, T> call, CallDeadline deadline)
    {
        TimeSpan waited = deadline.Elapsed;
        T value = Enter(deadline, () => call(this));
        return new CallResult<T>(value, Usage(waited));
    }

    // The one place by which a guest is entered.
    private T Enter<T>(CallDeadline deadline, Func<T> run)
    {
        if (Interlocked.Exchange(ref isBusy, 1) != 0)
        {
            throw new InvalidOperationException("A call of the instance runs. An instance does one at a time: use a pool for more.");
        }

        EpochTicker ticker = Module.Engine.Ticker(Module.Manifest.Limits);
        ticker.Begin();
        try
        {
            ObjectDisposedException.ThrowIf(IsDropped, this);
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

            using GuestCallScope scope = store.BeginCall(deadline.Left, Module.Engine.Options.Time, deadline.Cancellation);
            return run();
        }
        catch (Exception exception) when (exception is WasmtimeException or OperationCanceledException)
        {
            Exception failure = Failure(exception, deadline);
            if (failure is GuestCallException failed)
            {
                failed.Usage = Usage(TimeSpan.Zero);
            }

            Drop();
            throw failure;
        }
        finally
        {
            current = null;
            ticker.End();
            Volatile.Write(ref isBusy, 0);
        }
    }

    private Exception Failure(Exception exception, CallDeadline deadline) =>
        meter.Reached is { } reached ? reached
        : deadline.IsOver ? deadline.Exceeded(isStopped ? "in the guest" : "in a method of the host", exception)
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
        return (ulong)(isStopped ? throw new TimeoutException("The guest's time is over.") : 1);
    }

    private void Drop()
    {
        IsDropped = true;
        store.Dispose();
    }
}
