using Ngixi.Bindgen;
using Ngixi.Bindgen.Runtime.Exports;
using Ngixi.Capabilities;
using Ngixi.Hosting.Auditing;
using Ngixi.Hosting.Diagnostics;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Recording;
using Ngixi.Hosting.Running;
using Ngixi.Wasi;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A running guest. It does one call at a time, and refuses a second: a pool has instances for many.</summary>
/// <remarks>After a trap, at a deadline or at a limit it is dropped: what it held is released, and it refuses further calls.</remarks>
public sealed class GuestInstance : IDisposable
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Released = 2;

    private readonly ModuleVersion version;
    private readonly Store store;
    private readonly CallMeter meter;
    private readonly InstanceRecorder? recorder;

    // Null where the engine has no audit.
    private readonly AuditedInstance? audited;
    private Instance? instance;
    private Memory? memory;
    private volatile CallDeadline? current;

    // Whether the guest's own code was ended, and not a method of the host.
    private bool isStopped;

    // How often the call was asked whether its time is over.
    private int ticks;
    private int state;

    // When the call that is profiled was sampled last.
    private long sampled;
    private volatile bool isDropped;

    private GuestInstance(GuestModule module, ModuleVersion version, GuestRecorder? recorder, AuditedInstance? audited)
    {
        Module = module;
        this.version = version;
        this.recorder = recorder?.Begin(version, module.Engine.Options, module.Failures);
        this.audited = audited;
        meter = new CallMeter(module.Name, version.Manifest.Limits, module.Engine.Options.Time);
        module.Engine.Options.Metered?.Invoke(meter);
        store = new Store(version.Native.Engine, this);
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

    /// <summary>
    /// Gets whether its module was replaced since it started, so that the next instance is of another version. This one is dropped when
    /// the time is over that the replacement gave.
    /// </summary>
    public bool IsOutdated => version != Module.Current;

    /// <summary>Gets the number of calls that it did.</summary>
    public long CallCount { get; private set; }

    /// <summary>
    /// Gets the exit code of a program of WASI that ended itself as it started, and is dropped since; null for a guest that did not.
    /// </summary>
    public int? ExitCode { get; private set; }

    /// <summary>Gets what the start cost.</summary>
    internal CallUsage StartUsage { get; private set; } = new();

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

    /// <summary>
    /// Calls an export that no interface declares, with the bits of its arguments as they are in WebAssembly. In the function of a call, as
    /// <see cref="Instance"/>. Recordings and usage know of it.
    /// </summary>
    /// <param name="export">The name of the export: a function of numbers, with one result at most.</param>
    /// <param name="arguments">The bits of the arguments, an <c>i32</c> or <c>f32</c> in the lower half.</param>
    /// <returns>The bits of the result; null where there is none.</returns>
    /// <exception cref="ArgumentException">There is no such export, or it takes another number of arguments.</exception>
    /// <exception cref="WasmtimeException">The guest trapped.</exception>
    public long? Invoke(string export, params ReadOnlySpan<long> arguments)
    {
        ArgumentNullException.ThrowIfNull(export);
        RawExport found = RawExport.Find(Instance, export)
            ?? throw new ArgumentException(
                $"The guest exports no function '{export}' of numbers, with one result at most.", nameof(export));
        return found.ParameterCount == arguments.Length
            ? found.Call(arguments)
            : throw new ArgumentException(
                $"'{export}' is {found.Signature}, and is called with {arguments.Length} arguments.", nameof(arguments));
    }

    /// <summary>Drops the instance, and releases what it holds. Of one that runs a call, when the call ends.</summary>
    public void Dispose()
    {
        isDropped = true;
        if (Interlocked.CompareExchange(ref state, Released, Idle) == Idle)
        {
            EndRecording();
            if (audited is not null)
            {
                Module.Engine.Audit?.Ended(audited, Numbers().Instance, CallCount);
            }

            store.Dispose();
            version.Leave();
        }
    }

    /// <summary>Starts an instance, on this thread, which is one of the engine's.</summary>
    /// <param name="module">The module.</param>
    /// <param name="deadline">The deadline.</param>
    /// <param name="of">The version of it, of which the caller claimed a use; by default the current one.</param>
    /// <param name="recorder">What records it; null for nothing.</param>
    internal static GuestInstance Start(
        GuestModule module, CallDeadline deadline, ModuleVersion? of = null, GuestRecorder? recorder = null)
    {
        while (true)
        {
            ModuleVersion version = of ?? module.Use();
            GuestInstance guest = Create(module, version, recorder);
            try
            {
                guest.Begin(deadline);
                return guest;
            }
            catch (ObjectDisposedException) when (of is null && recorder is null && version.IsRetired && version != module.Current)
            {
                // Its version was replaced, and the time for that was over, before it began: it starts as one of the next.
                guest.Dispose();
            }
            catch
            {
                guest.Dispose();
                throw;
            }
        }
    }

    /// <summary>Drops the instance, and ends its call if one runs. From any thread.</summary>
    /// <param name="reason">Why, for the call.</param>
    internal void End(string reason)
    {
        Dispose();
        current?.End(reason);
    }

    /// <summary>Calls the guest on this thread, which is one of the engine's.</summary>
    internal CallResult<T> Call<T>(Func<GuestInstance, T> call, CallDeadline deadline)
    {
        CallResult<T> result = Enter(deadline, () => call(this));
        CallCount++;
        return result;
    }

    private static GuestInstance Create(GuestModule module, ModuleVersion version, GuestRecorder? recorder)
    {
        AuditTrail? audit = module.Engine.Audit;
        AuditedInstance? audited = null;
        try
        {
            version.Enter();
            try
            {
                audited = audit?.Starting(module.Name, version.Sha256, recorder is not null);
                return new GuestInstance(module, version, recorder, audited);
            }
            catch
            {
                version.Leave();
                throw;
            }
        }
        catch (Exception exception)
        {
            audit?.Failed(module.Name, exception, audited);
            if (audited is not null)
            {
                audit?.Ended(audited, guest: 0, calls: 0);
            }

            throw;
        }
    }

    private void Begin(CallDeadline deadline)
    {
        ModuleLimits limits = version.Manifest.Limits;
        store.SetLimits(limits.Memory, (uint)limits.TableElements, instances: 1, tables: 1, memories: 1);
        store.SetGuestOptions(new GuestOptions
        {
            MaxBytesPerCall = limits.ValueBytes,
            MaxItemsPerCall = limits.ValueItems,
            MaxHandles = limits.Handles,
            Observers = recorder is null ? [meter] : [recorder, meter],
        });

        // Of the store that it is called with, so that it keeps none alive.
        store.SetEpochDeadlineCallback(static store => ((GuestInstance)store.GetData()!).Tick(store));
        version.Add(this);
        (instance, StartUsage) = Enter(deadline, Run);
    }

    private Instance Run()
    {
        Instance started = Instantiate();
        memory = started.GetMemory("memory");
        try
        {
            return started.Start();
        }
        catch (WasmtimeException exception) when (GuestExitException.CodeOf(exception) is { } code)
        {
            ExitCode = code;
            isDropped = true;
            return started;
        }
    }

    private Instance Instantiate()
    {
        recorder?.BeginInstance();
        try
        {
            Instance made = version.Linked.Instantiate(store);
            recorder?.EndInstance(null);
            return made;
        }
        catch (Exception exception)
        {
            recorder?.EndInstance(exception);
            throw;
        }
    }

    private void EndRecording()
    {
        if (recorder is null)
        {
            return;
        }

        Bindgen.Runtime.Instances.GuestInstance? guest = instance is null ? null : Bindgen.Runtime.Instances.GuestInstance.Of(instance);
        recorder.End(guest is { HasTrapped: false } ? guest : null);
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

        if (audited is not null)
        {
            AuditTrail.Enter(audited);
        }

        version.Native.Ticker.Begin();
        TimeSpan waited = deadline.Elapsed;
        try
        {
            ObjectDisposedException.ThrowIf(isDropped, this);
            CallResult<T> result = new(Run(deadline, run), Usage(waited));
            Record(null, result.Usage);
            return result;
        }
        catch (Exception exception) when (exception is WasmtimeException or OperationCanceledException or WasmExportException)
        {
            Exception failure = Failure(exception, deadline);
            if (failure is GuestCallException failed)
            {
                failed.Usage = Usage(waited);
                failed.Frames = exception is WasmtimeException wasm ? TrapReader.Frames(version, wasm) : [];
                (int id, long call) = Numbers();
                Module.Failures.Write(failed, version.Sha256, id, call);
            }

            Record(failure, (failure as GuestCallException)?.Usage);

            // Nothing of the guest has run where the host asked for exports that it has not, or where arguments are bad.
            if (exception is not WasmExportException || meter.HasCalledExports)
            {
                if (failure is GuestCallException)
                {
                    CountFailure();
                }

                Dispose();
            }

            throw failure;
        }
        catch (Exception exception)
        {
            Record(exception, Usage(waited));
            throw;
        }
        finally
        {
            current = null;
            WaitingCall.Cancellation = default;
            version.Native.Ticker.End();
            if (audited is not null)
            {
                AuditTrail.Enter(null);
            }

            // Not only a write: it must be seen before what another thread drops is looked at.
            Interlocked.Exchange(ref state, Idle);
            if (isDropped)
            {
                Dispose();
            }
        }
    }

    private void Record(Exception? failure, CallUsage? usage)
    {
        Module.Engine.Meter.Record(Module.Name, failure, usage);
        if (audited is not null)
        {
            Module.Engine.Audit?.Called(audited, Numbers(), usage, failure);
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
        ticks = 0;
        ThreadTurns.Take(areLong: Module.Budget.Any);
        sampled = deadline.Profile is null ? 0 : Module.Engine.Options.Time.GetTimestamp();
        meter.Begin();
        recorder?.BeginCall();
        store.SetEpochDeadline(1);
        if (version.Manifest.Limits.Fuel is { } fuel)
        {
            store.Fuel = fuel;
        }

        using GuestCallScope scope = deadline.Begin(store);
        WaitingCall.Cancellation = deadline.Cancellation;
        T result = run();

        // The function may have caught what the guest failed with; the guest's memory is in disorder all the same.
        if (instance is not null && Bindgen.Runtime.Instances.GuestInstance.Of(instance).HasTrapped)
        {
            CountFailure();
            Dispose();
        }

        return result;
    }

    // A version that is tried, or was replaced, spends nothing of the one that runs.
    private void CountFailure()
    {
        if (!IsOutdated)
        {
            Module.Budget.Add();
        }
    }

    private Exception Failure(Exception exception, CallDeadline deadline) =>
        (meter.Reached ?? recorder?.Reached) is { } reached ? reached
        : exception is WasmExportException ? new GuestContractException(Module.Name, exception.Message, exception)
        : isStopped || deadline.IsOver ? deadline.Exceeded(isStopped ? "in the guest" : "in a method of the host", exception)
        : exception is TrapException { Type: TrapCode.OutOfFuel }
            ? new GuestLimitException(Module.Name, "fuel", $"{version.Manifest.Limits.Fuel:N0} for a call.", exception)
        : exception is WasmtimeException wasm ? TrapReader.Read(version, wasm)
        : exception;

    private CallUsage Usage(TimeSpan waited) => meter.Read(
        waited,
        version.Manifest.Limits.Fuel is { } fuel ? fuel - store.Fuel : null,
        memory?.GetLength() ?? 0);

    private (int Instance, long Call) Numbers() =>
        instance is not null && Bindgen.Runtime.Instances.GuestInstance.Of(instance).Context is { } context
            ? (context.InstanceId, context.CallNumber)
            : (0, 0);

    private ulong Tick(Store ofGuest)
    {
        current?.Profile?.Sample(ofGuest, ref sampled);
        isStopped = current is not { IsOver: false };
        if (isStopped)
        {
            recorder?.Stop();
        }

        // The first may come at once, so that the second tells that a whole one has passed.
        if (++ticks == 2)
        {
            ThreadTurns.Take(areLong: true);
        }

        return isStopped ? throw new TimeoutException("The guest's time is over.") : 1UL;
    }
}
