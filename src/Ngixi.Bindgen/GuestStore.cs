using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Settings that a <see cref="Store"/> has for the guests in it.</summary>
public static class GuestStore
{
    /// <summary>
    /// Sets the limits and the cancellation of every guest in the store, from its next call of an import on. May be
    /// called again at any time while no guest of the store runs, for example with a new token for each request.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="options">The options; they replace all earlier ones.</param>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public static void SetGuestOptions(this Store store, GuestOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        StoreState.Of(store).Options = options;
    }
}
