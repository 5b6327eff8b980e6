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

    /// <summary>
    /// Begins a call of the host with a deadline and a token of its own. They count for all host methods that guests of the store run
    /// in it. A call within a call ends no later than the outer one.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="timeout">The time that it may take; <see cref="Timeout.InfiniteTimeSpan"/> for as long as the outer call.</param>
    /// <param name="time">The clock of the timeout; the system's by default.</param>
    /// <param name="cancellation">A token that cancels it, too.</param>
    /// <returns>The call, to be disposed when it ended.</returns>
    /// <remarks>Host methods are cancelled. A loop in the guest itself is not: docs/running-guests.md shows what stops it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative, or more than 49 days.</exception>
    public static GuestCallScope BeginCall(
        this Store store, TimeSpan timeout, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new GuestCallScope(StoreState.Of(store), timeout, time ?? TimeProvider.System, cancellation);
    }
}
