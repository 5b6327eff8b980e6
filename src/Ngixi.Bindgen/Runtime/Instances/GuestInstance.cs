using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Errors;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Values;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>
/// What the host keeps for one instance: its memory, its open handles, a parked result, the implementations made for it.
/// Made when the instance first calls an import, and released when its store is.
/// </summary>
internal sealed unsafe class GuestInstance
{
    private const int RecentCount = 256;

    private static readonly ConcurrentDictionary<CallerIdentity, GuestInstance> Instances = new();

    // Written when an instance is looked up and not when it is found here, so that threads with an instance each share lines
    // of the cache that nobody writes.
    private static readonly GuestInstance?[] Recent = new GuestInstance?[RecentCount];

    /// <summary>Stands for an implementation while the function that makes it runs.</summary>
    private static readonly object BeingMade = new();

    private static int instancesMade;

    private readonly CallerIdentity identity;
    private readonly StoreState state;
    private readonly Dictionary<object, object> implementations = [];
    private readonly Stack<IDisposable> disposables = [];
    private volatile bool isReleased;

    // Who may call without anything to do first: this instance, or nobody while something is left for it to fetch.
    private CallerIdentity ready;

    // Guests call the same interface many times in a row. A binding's implementations have the binding's type.
    private object? latestBinding;
    private object? latestImplementation;
    private ParkedResult parked;
    private string? lastError;
    private GuestMemory memory;
    private NestedCalls calls;
    private Dictionary<Type, object>? features;

    // What the host's own code threw last while a value of the guest's was made, and for which parameter.
    private (string Parameter, Exception Exception) refused;

    private GuestInstance(CallerIdentity identity)
    {
        this.identity = identity;
        Store store = WasmtimeInternals.StoreOf(identity.Context);
        state = StoreState.Of(store);
        Context = new GuestContext(this, store);
        Id = Interlocked.Increment(ref instancesMade);
        Handles = new HandleTable(Id);
        state.Add(this);
    }

    private GuestInstance(GuestMemory block, GuestOptions options)
    {
        state = new StoreState(neededStack: 0) { Options = options };
        Context = new GuestContext(this, null!);
        Handles = new HandleTable(0);
        memory = block;
    }

    /// <summary>Stands for a guest whose memory is a block of the host's: for what reads it.</summary>
    /// <param name="start">The block, which does not move while it is read.</param>
    /// <param name="length">Its length in bytes. No more are read of it, and each item takes one.</param>
    public static GuestInstance OfBlock(byte* start, int length) => new(
        GuestMemory.OfBlock(start, length), new GuestOptions { MaxBytesPerCall = length, MaxItemsPerCall = int.MaxValue });

    /// <summary>Gets the number of the instance among those of the process, from 1.</summary>
    public int Id { get; }

    /// <summary>Gets or sets the instance that the store had before this one.</summary>
    public GuestInstance? NextInStore { get; set; }

    /// <summary>Gets what tells the store's observers of the calls; null where there are none.</summary>
    public CallObservation? Observation { get; private set; }

    public GuestContext Context { get; }

    public GuestOptions Options => state.Options;

    public int MaxBytesPerCall => state.MaxBytesPerCall;

    public int FreeBytesPerCall => state.FreeBytesPerCall;

    public GuestModuleIdentity? Module => state.ModuleOf(identity.InstanceIndex);

    /// <summary>Gets the module that <see cref="Ngixi.Bindgen.LinkedModule"/> made the instance of; null where that did not.</summary>
    public GuestModuleIdentity? LinkedModule => state.LinkedModuleOf(identity.InstanceIndex);

    /// <summary>Gets or sets the exports that were found of it.</summary>
    public FoundExports? Found { get; set; }

    /// <summary>Gets what the instances of the store share.</summary>
    public StoreState StoreState => state;

    public HandleTable Handles { get; }

    /// <summary>Gets or sets whether a call ended in a trap, which leaves a guest's memory in disorder.</summary>
    public bool HasTrapped { get; set; }

    /// <summary>Gets or sets whether <see cref="GuestStart.Start"/> has been called.</summary>
    public bool IsStarted { get; set; }

    /// <summary>
    /// Gets or sets whether the host method that the guest called last, and that has not returned, has views of the guest's
    /// memory. They are good until the memory moves, which it does in few engines.
    /// </summary>
    public bool HasViews { get; set; }

    /// <summary>Gets or sets the message of the last error that the guest was told of, until it calls anything but what reads it.</summary>
    public string? LastError
    {
        get => lastError;
        set
        {
            lastError = value;
            ready = default;
        }
    }

    /// <summary>Gets the result that was larger than the guest's result area, until the guest takes it or calls anything else.</summary>
    public ref readonly ParkedResult Parked => ref parked;

    public ref GuestMemory Memory => ref memory;

    /// <summary>Gets which calls the guest runs in.</summary>
    public ref NestedCalls Calls => ref calls;

    /// <summary>Makes room for a result that the guest is to take, to be filled in.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<byte> Park(int byteCount)
    {
        if (byteCount > MaxBytesPerCall)
        {
            throw new InvalidOperationException(
                $"A result of {byteCount} bytes is more than the {MaxBytesPerCall} of "
                + $"{nameof(GuestOptions)}.{nameof(GuestOptions.MaxBytesPerCall)} that wait for a guest to take them.");
        }

        Park(Buffers.Rent<byte>(byteCount), byteCount);
        return parked.Content;
    }

    /// <summary>Keeps a result that the guest is to take.</summary>
    /// <param name="rented">A buffer of <see cref="Buffers"/>, which is given up.</param>
    /// <param name="length">How much of it the result is.</param>
    public void Park(byte[] rented, int length)
    {
        DropLeftovers();
        parked = new ParkedResult(rented, length);
        ready = default;
    }

    /// <summary>Drops what a guest left that runs no more. There is nothing where it may call without anything to do first.</summary>
    public void EndRun()
    {
        calls.Begin();
        if (ready.IsHost)
        {
            DropLeftovers();
        }
    }

    /// <summary>Discards results of the call before that the guest did not fetch.</summary>
    public void DropLeftovers()
    {
        parked.Drop();
        lastError = null;

        // Observers are told of each call before anything of it is done.
        ready = Observation is null ? identity : default;
    }

    /// <summary>Runs the static constructors early, so that ahead-of-time code needs no check in each call.</summary>
    public static void Initialize() => RuntimeHelpers.RunClassConstructor(typeof(GuestInstance).TypeHandle);

    /// <summary>Begins a call of an import: gets the instance that calls, with nothing left of the call before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GuestInstance Enter(nint binding, nint caller, ValueSlot* slots)
    {
        GuestInstance? instance = RecentAt(CallerIdentity.Of(caller));
        if (instance is null || !instance.ready.Is(caller))
        {
            instance = EnterAnew(binding, caller, slots);
        }

        instance.calls.Begin();
        return instance;
    }

    /// <summary>Begins a call of an import that uses what the call before left.</summary>
    public static GuestInstance EnterOwn(nint binding, nint caller, ValueSlot* slots)
    {
        GuestInstance instance = Of(caller);
        instance.Observation?.BeginImport(ImportBinding.Of<ImportBinding>(binding).Import, caller, slots);
        return instance;
    }

    /// <summary>Gets the instance that calls.</summary>
    public static GuestInstance Of(nint caller)
    {
        GuestInstance? recent = RecentAt(CallerIdentity.Of(caller));
        return recent is not null && recent.identity.Is(caller) ? recent : Find(caller);
    }

    /// <summary>Gets the state of an instance that the host is about to call.</summary>
    public static GuestInstance Of(Instance instance)
    {
        NativeLayout.Verify();
        nint context = WasmtimeInternals.ContextOf(WasmtimeInternals.StoreOf(instance));
        InstanceHandle handle = WasmtimeInternals.HandleOf(instance);
        CallerIdentity identity = new(context, handle.Store, handle.Index);
        if (!Instances.TryGetValue(identity, out GuestInstance? found))
        {
            found = new GuestInstance(identity);
            found.memory = GuestMemory.Of(handle, context);
            Keep(found);
        }

        return found;
    }

    /// <summary>Throws when the store is gone, and with it all that the instance's native handles mean.</summary>
    public bool IsReleased => isReleased;

    public void RequireAlive() => ObjectDisposedException.ThrowIf(isReleased, typeof(Store));

    /// <summary>Keeps what is disposed with the store. From any thread: a task may outlive its call, and its store.</summary>
    public void RegisterForDispose(IDisposable disposable)
    {
        lock (disposables)
        {
            RequireAlive();
            disposables.Push(disposable);
        }
    }

    /// <summary>Ends what a call that traps has begun, and marks its instance; does nothing where there is none.</summary>
    public static void Abandon(nint caller, Exception failure)
    {
        if (Instances.TryGetValue(CallerIdentity.Of(caller), out GuestInstance? instance))
        {
            instance.HasTrapped = true;
            instance.HasViews = false;
            instance.DropLeftovers();
            instance.Observation?.EndImport(caller, CallOutcome.Trapped, failure, null);
        }
    }

    /// <summary>Has observers told of the calls from now on; calls that run are no longer.</summary>
    public void Observe(GuestObserver[] observers)
    {
        Observation = observers.Length == 0 ? null : new CallObservation(this, observers);
        ready = default;
    }

    /// <summary>Gets the object of a type that the capabilities of this instance share; made when it is first asked for.</summary>
    public T Feature<T>(Func<GuestContext, T> create)
        where T : class
    {
        RequireAlive();
        features ??= [];
        if (!features.TryGetValue(typeof(T), out object? feature))
        {
            features.Add(typeof(T), BeingMade);
            try
            {
                feature = create(Context)
                    ?? throw new InvalidOperationException($"The function that makes the {typeof(T).Name} for an instance returned null.");
            }
            catch
            {
                features.Remove(typeof(T));
                throw;
            }

            features[typeof(T)] = feature;
            if (feature is IDisposable disposable)
            {
                RegisterForDispose(disposable);
            }
        }

        return feature != BeingMade
            ? (T)feature
            : throw new InvalidOperationException($"The function that makes the {typeof(T).Name} for an instance asks for it.");
    }

    /// <summary>Reads memory that an argument of another ABI points to.</summary>
    public ReadOnlySpan<byte> ReadMemory(uint address, uint byteCount, string argument)
    {
        Span<byte> bytes = View(address, byteCount, argument);
        if (!bytes.IsEmpty)
        {
            Observation?.Read(address, bytes.Length);
        }

        return bytes;
    }

    /// <summary>Gets memory to be written that an argument of another ABI points to.</summary>
    public Span<byte> WriteMemory(uint address, uint byteCount, string argument)
    {
        Span<byte> bytes = View(address, byteCount, argument);
        if (!bytes.IsEmpty)
        {
            Observation?.Lend(address, bytes.Length);
        }

        return bytes;
    }

    /// <summary>Notes that a parameter could not be made. Never catches: what a constructor throws goes on as it is.</summary>
    public bool IsRefused(string parameter, Exception exception)
    {
        refused = (parameter, exception);
        return false;
    }

    /// <summary>Gets the parameter that an exception of an import says could not be made; null when it came of something else.</summary>
    public static string? ParameterRefusedBy(Exception exception, nint caller) =>
        Instances.TryGetValue(CallerIdentity.Of(caller), out GuestInstance? instance)
        && ReferenceEquals(instance.refused.Exception, exception)
            ? instance.refused.Parameter
            : null;

    /// <summary>Gets the implementation that <paramref name="binding"/> has for this instance; made at the first call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Implementation<T>(object binding, Func<GuestContext, T> create)
        where T : class =>
        ReferenceEquals(binding, latestBinding) ? Unsafe.As<T>(latestImplementation!) : FindImplementation(binding, create);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T FindImplementation<T>(object binding, Func<GuestContext, T> create)
        where T : class
    {
        if (!implementations.TryGetValue(binding, out object? implementation))
        {
            implementation = Make(binding, create);
        }
        else if (ReferenceEquals(implementation, BeingMade))
        {
            throw new InvalidOperationException(
                $"The guest calls the {typeof(T).Name} that is being made for it. "
                + "The function that makes it must not call an export of the guest that calls it.");
        }

        latestImplementation = implementation;
        latestBinding = binding;
        return (T)implementation;
    }

    private object Make<T>(object binding, Func<GuestContext, T> create)
        where T : class
    {
        implementations.Add(binding, BeingMade);
        try
        {
            object implementation = create(Context)
                ?? throw new InvalidOperationException($"The function that makes the {typeof(T).Name} for an instance returned null.");
            implementations[binding] = implementation;
            return implementation;
        }
        catch
        {
            implementations.Remove(binding);
            throw;
        }
    }

    private Span<byte> View(uint address, uint byteCount, string argument)
    {
        RequireAlive();
        if (byteCount == 0)
        {
            return default;
        }

        if (byteCount > int.MaxValue)
        {
            throw new BadArgumentException(argument, $"{byteCount} bytes are more than the {int.MaxValue} that a view has");
        }

        return memory.Contains(address, byteCount)
            ? memory.Read(address, (int)byteCount)
            : throw new BadArgumentException(argument, memory.Excludes(address, byteCount));
    }

    // Out of line: what is rare makes the frame of every import large when it is inlined there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GuestInstance EnterAnew(nint binding, nint caller, ValueSlot* slots)
    {
        GuestInstance instance = EnterOwn(binding, caller, slots);
        instance.state.RequireStack();
        instance.DropLeftovers();
        return instance;
    }

    private static GuestInstance Find(nint caller)
    {
        CallerIdentity identity = CallerIdentity.Of(caller);
        if (identity.IsHost)
        {
            throw new BadArgumentException(
                null,
                "called by the host, or through an export that is this import itself; only code of a guest may call it");
        }

        if (!Instances.TryGetValue(identity, out GuestInstance? instance))
        {
            instance = new GuestInstance(identity);
            instance.memory = GuestMemory.Of(caller, identity.Context);
            Keep(instance);
        }

        RecentAt(identity) = instance;
        return instance;
    }

    /// <summary>Where an instance is kept when it was looked up, as long as no other has the same place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref GuestInstance? RecentAt(in CallerIdentity identity) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Recent), (nint)((identity.StoreId + identity.InstanceIndex) % RecentCount));

    private static void Keep(GuestInstance instance)
    {
        Instances.TryAdd(instance.identity, instance);
        ReleaseWithStore(instance);
    }

    /// <summary>
    /// Has the store release the instance: Wasmtime drops a store's functions with it and calls their finalizers then, and
    /// this function is made for nothing else.
    /// </summary>
    private static void ReleaseWithStore(GuestInstance instance) =>
        IdleFunction.Make(instance.identity.Context, GCHandle.ToIntPtr(GCHandle.Alloc(instance)), &OnStoreDisposed);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnStoreDisposed(nint data)
    {
        GCHandle handle = GCHandle.FromIntPtr(data);
        GuestInstance instance = (GuestInstance)handle.Target!;
        handle.Free();
        Instances.TryRemove(instance.identity, out _);
        Interlocked.CompareExchange(ref RecentAt(instance.identity), null, instance);
        instance.Release();
    }

    private void Release()
    {
        IDisposable[] registered;
        lock (disposables)
        {
            isReleased = true;
            registered = [.. disposables];
            disposables.Clear();
        }

        DropLeftovers();
        List<object> abandoned = Handles.RemoveAll();
        List<Exception> errors = [];
        foreach (IDisposable disposable in abandoned.OfType<IDisposable>().Concat(registered))
        {
            try
            {
                disposable.Dispose();
            }
            catch (Exception exception)
            {
                errors.Add(exception);
            }
        }

        implementations.Clear();
        features = null;
        latestBinding = latestImplementation = null;
        memory.Free();
        if (abandoned.Count > 0 || errors.Count > 0)
        {
            Report(new AbandonedResources(abandoned, errors));
        }
    }

    private void Report(AbandonedResources abandoned)
    {
        try
        {
            Options.ResourcesAbandoned?.Invoke(abandoned);
        }
        catch (Exception exception)
        {
            // No exception may cross the native frame of the store's disposal: this one goes where those of tasks go that
            // nobody waits for.
            _ = Task.FromException(exception);
        }
    }
}
