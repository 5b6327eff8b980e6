using System.Runtime.InteropServices;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>
/// A module whose imports are resolved and checked once, for any number of instances. <see cref="Linker.Instantiate"/>
/// resolves them for each instance. Several threads may use it at a time.
/// </summary>
public sealed unsafe class LinkedModule : IDisposable
{
    private readonly InstancePreHandle handle;
    private readonly GuestModuleIdentity identity;

    /// <summary>Resolves the imports of a module.</summary>
    /// <param name="linker">The linker that defines them. Later definitions have no effect, and the linker need not be kept.</param>
    /// <param name="module">The module, of the linker's engine. It need not be kept.</param>
    /// <exception cref="WasmtimeException">An import is not defined, or has another type.</exception>
    public LinkedModule(Linker linker, Module module)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(module);
        NativeLayout.Verify();
        WasmtimeInternals.ThrowIfError(NativeMethods.wasmtime_linker_instantiate_pre(
            WasmtimeInternals.HandleOf(linker), WasmtimeInternals.HandleOf(module), out handle));
        identity = GuestCompiler.IdentityOf(module);
    }

    /// <summary>Creates an instance, and runs its start function.</summary>
    /// <param name="store">The store, of the same engine.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="InvalidOperationException">A guest of the store runs on another thread.</exception>
    /// <exception cref="InsufficientExecutionStackException">The thread's stack is too small for a guest.</exception>
    /// <exception cref="ObjectDisposedException">This or the store is disposed, or the store was while the start function ran.</exception>
    /// <exception cref="WasmtimeException">There is no room for the instance, or its start function trapped.</exception>
    public Instance Instantiate(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        SafeHandle storeHandle = WasmtimeInternals.HandleOf(store);
        StoreState state = StoreState.Of(store);
        bool isOutermost = state.EnterGuest(storeHandle);
        GuestModuleIdentity? outer = state.BeginInstance(identity);
        bool isGone = false;
        InstanceHandle instance;
        nint trap = 0;
        nint error;
        try
        {
            error = NativeMethods.wasmtime_instance_pre_instantiate(handle, WasmtimeInternals.ContextOf(store), &instance, &trap);
        }
        finally
        {
            GC.KeepAlive(store);
            state.EndInstance(outer);
            if (isOutermost)
            {
                isGone = state.LeaveGuest(storeHandle);
            }
        }

        WasmtimeInternals.ThrowIfError(error);
        WasmtimeInternals.ThrowIfTrap(trap);
        if (isGone)
        {
            throw StoreState.WasDisposed();
        }

        state.AddInstance(instance.Index, identity);
        return WasmtimeInternals.NewInstance(store, instance);
    }

    /// <summary>Frees the resolved imports. Instances remain valid.</summary>
    public void Dispose() => handle.Dispose();
}
