using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Starts guests.</summary>
public static class GuestStart
{
    /// <summary>
    /// Runs what a guest exports to be run first, <c>_initialize</c> or <c>_start</c>: its global variables have no values
    /// before. Does nothing for a guest without either, and when it is called again.
    /// </summary>
    /// <param name="instance">The instance, from <see cref="Linker.Instantiate"/> or <see cref="LinkedModule.Instantiate"/>.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="WasmtimeException">The guest trapped; dispose its store.</exception>
    /// <exception cref="InvalidOperationException">A guest of the store runs on another thread.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed, or was while the guest ran.</exception>
    /// <exception cref="InsufficientExecutionStackException">The thread's stack is too small for a guest.</exception>
    public static Instance Start(this Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        GuestInstance guest = GuestInstance.Of(instance);
        guest.RequireAlive();
        if (!guest.IsStarted)
        {
            guest.IsStarted = true;
            GuestExports.Start(instance, guest);
        }

        return instance;
    }
}
