using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>
/// The instance that calls an import. A host method gets it by a parameter of this type, which is not part of the
/// import. <c>linker.Define…(context =&gt; …)</c> gets it at the first call of an instance.
/// </summary>
/// <remarks>Lives as long as the instance's store. Like the store, for one thread at a time.</remarks>
public sealed class GuestContext
{
    private readonly GuestInstance instance;
    private readonly WeakReference<Store> store;

    internal GuestContext(GuestInstance instance, Store store)
    {
        this.instance = instance;
        this.store = new WeakReference<Store>(store);
    }

    internal GuestInstance Instance => instance;

    /// <summary>Gets the store of the instance; <see cref="Store.GetData"/> returns the data that the host keeps with it.</summary>
    /// <exception cref="ObjectDisposedException">The store is gone.</exception>
    public Store Store
    {
        get
        {
            instance.RequireAlive();
            return store.TryGetTarget(out Store? target) ? target : throw new ObjectDisposedException(nameof(Wasmtime.Store));
        }
    }

    /// <summary>
    /// Gets the token that cancels the current call: that of <see cref="GuestStore.BeginCall"/>, or of
    /// <see cref="GuestOptions.Cancellation"/>.
    /// </summary>
    public CancellationToken Cancellation => instance.StoreState.Cancellation;

    /// <summary>
    /// Gets the time that the current call has left, 0 or more; <see cref="Timeout.InfiniteTimeSpan"/> where it has no deadline
    /// of <see cref="GuestStore.BeginCall"/>. A host method waits no longer.
    /// </summary>
    public TimeSpan TimeLeft => instance.StoreState.Call?.TimeLeft ?? Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Gets the number of the host's current call among those of the store: of an export, or of <see cref="GuestStore.BeginCall"/>. A
    /// call within another has the same. A call by a delegate of Wasmtime .NET's own has that of the call before; 0 for none.
    /// </summary>
    public long CallNumber => instance.StoreState.CallNumber;

    /// <summary>Gets the number of the instance among those of the process, from 1.</summary>
    public int InstanceId => instance.Id;

    /// <summary>
    /// Gets the module that the instance is of. Null where Wasmtime .NET's <see cref="Linker.Instantiate"/> made the instance:
    /// use <see cref="LinkedModule"/>.
    /// </summary>
    public GuestModuleIdentity? Module => instance.Module;

    /// <summary>Gets whether a call of the instance trapped, which leaves its memory in disorder: its store is to be disposed.</summary>
    public bool HasTrapped => instance.HasTrapped;

    /// <summary>
    /// Gets whether the store of the instance is disposed, or being disposed. Resources that the guest held open are disposed then, and
    /// not released by the guest.
    /// </summary>
    public bool IsDisposed => instance.IsReleased;

    /// <summary>
    /// Reads the guest's memory, for an import whose arguments are the pointers of another ABI than docs/abi.md. For a method that such
    /// an import runs, on its thread. Nothing is copied, so the limits of <see cref="GuestOptions"/> do not count it.
    /// </summary>
    /// <param name="address">Where the bytes are. Out of the guest's memory is a bad argument, for which the guest traps.</param>
    /// <param name="byteCount">How many there are, at most <see cref="int.MaxValue"/>. Of none nothing is read.</param>
    /// <param name="argument">The argument as errors name it: by default the expression of the address.</param>
    /// <returns>The bytes, until the method returns or the guest runs.</returns>
    /// <exception cref="ObjectDisposedException">The store is gone.</exception>
    public ReadOnlySpan<byte> ReadMemory(
        uint address, uint byteCount, [CallerArgumentExpression(nameof(address))] string argument = "") =>
        instance.ReadMemory(address, byteCount, argument);

    /// <summary>Writes the guest's memory, as <see cref="ReadMemory"/> reads it. Observers are told when the import ends.</summary>
    /// <param name="address">Where the bytes go. Out of the guest's memory is a bad argument, for which the guest traps.</param>
    /// <param name="byteCount">How many there are, at most <see cref="int.MaxValue"/>.</param>
    /// <param name="argument">The argument as errors name it: by default the expression of the address.</param>
    /// <returns>The bytes as they are, to be written until the method returns or the guest runs.</returns>
    /// <exception cref="ObjectDisposedException">The store is gone.</exception>
    public Span<byte> WriteMemory(
        uint address, uint byteCount, [CallerArgumentExpression(nameof(address))] string argument = "") =>
        instance.WriteMemory(address, byteCount, argument);

    /// <summary>
    /// Gets the object of a type that the implementations for this instance share, such as the spans that a guest has open. It is
    /// made when it is first asked for. An <see cref="IDisposable"/> is disposed with the instance's store.
    /// </summary>
    /// <typeparam name="T">The type. An instance has one object of it.</typeparam>
    /// <returns>The object.</returns>
    /// <exception cref="ObjectDisposedException">The store is gone.</exception>
    public T Feature<T>()
        where T : class, new() => instance.Feature(static _ => new T());

    /// <inheritdoc cref="Feature{T}()"/>
    /// <param name="create">Creates the object.</param>
    public T Feature<T>(Func<GuestContext, T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(create);
        return instance.Feature(create);
    }

    /// <summary>
    /// Disposes an object together with the instance's store, such as the implementation that
    /// <c>linker.Define…(context =&gt; …)</c> created for one instance. The last registered is disposed first. Exceptions of its
    /// <see cref="IDisposable.Dispose"/> are reported in <see cref="AbandonedResources.Errors"/>.
    /// </summary>
    /// <param name="disposable">What to dispose. May be registered by any thread.</param>
    /// <exception cref="ObjectDisposedException">The store is gone, or being disposed: nothing would dispose it.</exception>
    public void RegisterForDispose(IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        instance.RegisterForDispose(disposable);
    }
}
