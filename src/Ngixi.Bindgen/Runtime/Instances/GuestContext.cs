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

    /// <summary>Gets the token that cancels the current call, see <see cref="GuestOptions.Cancellation"/>.</summary>
    public CancellationToken Cancellation => instance.Options.Cancellation;

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
