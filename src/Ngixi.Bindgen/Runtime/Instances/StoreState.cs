using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Native;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>
/// What the instances of one store share, found without holding the store: its options, and which thread runs its guests.
/// </summary>
/// <param name="neededStack">The bytes of stack that a thread must have left to run a guest.</param>
internal sealed class StoreState(nuint neededStack)
{
    private static readonly ConditionalWeakTable<Store, StoreState> States = [];

    // The id of the thread that runs a guest of the store, 0 for none.
    private int runner;

    // The instances of the store, each with the next: they live as long as the store.
    private GuestInstance? instances;
    private List<(uint Instance, GuestModuleIdentity Module)>? modules;
    private GuestModuleIdentity? beingInstantiated;

    public GuestOptions Options
    {
        get;
        set
        {
            field = value;
            MaxBytesPerCall = value.MaxBytesPerCall;
            Cancellation = Call?.Cancellation ?? value.Cancellation;
            Observers = [.. value.Observers];
            FreeBytesPerCall = Observers.Length == 0 ? MaxBytesPerCall : -1;
            for (GuestInstance? instance = instances; instance is not null; instance = instance.NextInStore)
            {
                instance.Observe(Observers);
            }
        }
    } = GuestOptions.Default;

    public GuestObserver[] Observers { get; private set; } = [];

    /// <summary>Gets or sets the call that the host makes, with its deadline; null where it said nothing of it.</summary>
    public GuestCallScope? Call
    {
        get;
        set
        {
            field = value;
            Cancellation = value?.Cancellation ?? Options.Cancellation;
        }
    }

    /// <summary>Gets or sets the number of the host's latest call that was not made in another.</summary>
    public long CallNumber { get; set; }

    /// <summary>Gets the token that cancels host methods.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>Gets the bytes that a call may read with nothing else to do: as many as it may, or none when observers are told.</summary>
    public int FreeBytesPerCall { get; private set; } = GuestOptions.Default.MaxBytesPerCall;

    /// <summary>Gets the limit that every sequence is checked against, one load nearer.</summary>
    public int MaxBytesPerCall { get; private set; } = GuestOptions.Default.MaxBytesPerCall;

    /// <summary>Gets the state of a store, which is made when something first asks for it.</summary>
    public static StoreState Of(Store store) => States.GetValue(store, static store => new StoreState(ThreadStack.NeededBy(store)));

    /// <summary>Adds an instance of the store.</summary>
    public void Add(GuestInstance instance)
    {
        instance.NextInStore = instances;
        instances = instance;
        instance.Observe(Observers);
    }

    /// <summary>Notes the module that an instance is about to be made of: it may call imports before it has an index.</summary>
    /// <returns>What <see cref="EndInstance"/> takes: the start of an instance may make another.</returns>
    public GuestModuleIdentity? BeginInstance(GuestModuleIdentity module)
    {
        GuestModuleIdentity? outer = beingInstantiated;
        beingInstantiated = module;
        return outer;
    }

    /// <summary>Notes that there is an instance, or that there will be none.</summary>
    public void EndInstance(GuestModuleIdentity? outer) => beingInstantiated = outer;

    /// <summary>Notes the module of an instance.</summary>
    public void AddInstance(uint instance, GuestModuleIdentity module) => (modules ??= []).Add((instance, module));

    /// <summary>Gets the module of an instance, or of that which is being made; null where Wasmtime .NET's own linker made it.</summary>
    public GuestModuleIdentity? ModuleOf(uint instance) => LinkedModuleOf(instance) ?? beingInstantiated;

    /// <summary>Gets the module of an instance that <see cref="LinkedModule"/> has made; null for others.</summary>
    public GuestModuleIdentity? LinkedModuleOf(uint instance)
    {
        // The newest first: that is mostly who asks.
        for (int i = modules?.Count - 1 ?? -1; i >= 0; i--)
        {
            if (modules![i].Instance == instance)
            {
                return modules[i].Module;
            }
        }

        return null;
    }

    /// <summary>Claims the store for this thread, whose guest runs or waits.</summary>
    /// <returns>Whether to <see cref="Leave"/> after it: false in a call within a call, which the outer one does it for.</returns>
    /// <exception cref="InvalidOperationException">Another thread runs a guest of the store.</exception>
    public bool Enter() => Claim(Environment.CurrentManagedThreadId);

    /// <summary>
    /// Claims the store for this thread, which is about to run a guest, and keeps it from deletion: a method that the guest
    /// calls may dispose it.
    /// </summary>
    /// <param name="store">The store's native handle.</param>
    /// <returns>Whether to <see cref="LeaveGuest"/> after it: false in a call within a call, which the outer one does it for.</returns>
    /// <exception cref="InvalidOperationException">Another thread runs a guest of the store.</exception>
    /// <exception cref="InsufficientExecutionStackException">The thread's stack is too small for a guest.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EnterGuest(SafeHandle store)
    {
        ObjectDisposedException.ThrowIf(store.IsClosed, typeof(Store));
        if (!ThreadStack.HasRoom(neededStack, out int current))
        {
            RequireNested(current);
        }

        if (!Claim(current))
        {
            return false;
        }

        CallNumber++;

        // Throws where another thread disposed the store since. The claim of a disposed store need not be given up.
        bool isKept = false;
        store.DangerousAddRef(ref isKept);
        return true;
    }

    /// <summary>Refuses a call of an import on a thread whose whole stack is smaller than what a guest may use.</summary>
    /// <exception cref="InsufficientExecutionStackException">
    /// It is: a delegate of Wasmtime .NET's own, which does not look, runs the guest.
    /// </exception>
    public void RequireStack()
    {
        if (ThreadStack.IsSmallerThan(neededStack))
        {
            throw ThreadStack.NoRoom(neededStack);
        }
    }

    /// <summary>Gives the store up.</summary>
    public void Leave() => Volatile.Write(ref runner, 0);

    /// <summary>Gives the store up after an outermost call, and deletes it if it was disposed in the call.</summary>
    /// <param name="store">The store's native handle.</param>
    /// <returns>Whether it was, so that nothing of the guest is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool LeaveGuest(SafeHandle store)
    {
        Leave();
        store.DangerousRelease();
        return store.IsClosed;
    }

    /// <summary>Says that a call's store was disposed in the call.</summary>
    public static ObjectDisposedException WasDisposed() => new(
        typeof(Store).FullName,
        "The guest's store was disposed while the guest ran, by a method that the guest called or by another thread. "
        + "The guest ran on to its end, "
        + "and the result of the call is lost with the store. Dispose a store when no guest of it runs.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Claim(int current)
    {
        int running = Interlocked.CompareExchange(ref runner, current, 0);
        return running == 0 || (running == current ? false : throw RunsElsewhere(running));
    }

    /// <summary>
    /// Refuses a stack without room, unless this is a call within a call: Wasmtime holds it to the limit of the outer one.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RequireNested(int current)
    {
        if (Volatile.Read(ref runner) != current)
        {
            throw ThreadStack.NoRoom(neededStack);
        }
    }

    private static InvalidOperationException RunsElsewhere(int running) => new(
        $"Thread {Environment.CurrentManagedThreadId} calls a guest whose store runs on thread {running}. "
        + "A store is for one thread at a time: "
        + "wait for that call to end, or give each thread a store of its own. "
        + "A method that returns a task calls the guest on the thread that waits for it, unless it awaits with ConfigureAwait(false).");
}
