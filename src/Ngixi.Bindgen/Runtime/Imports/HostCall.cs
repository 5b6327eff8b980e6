using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// One call of an import: reads the guest's arguments, finds what implements the import, hands back its result. For
/// generated code, which keeps the order of docs/abi.md: read the arguments, call, return the result.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref partial struct HostCall
{
    /// <summary>The value that an import returns to Wasmtime if it did not trap.</summary>
    internal static void* Success => null;

    private readonly nint binding;
    private readonly ValueSlot* slots;
    private GuestReader reader;

    /// <summary>Begins a call.</summary>
    /// <param name="binding">The data pointer of the definition.</param>
    /// <param name="caller">Wasmtime's caller.</param>
    /// <param name="slots">The arguments, and room for the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HostCall(void* binding, void* caller, ValueSlot* slots)
    {
        this.binding = (nint)binding;
        this.slots = slots;
        reader = new GuestReader(GuestInstance.Enter((nint)binding, (nint)caller, slots));
    }

    /// <summary>Gets the instance that calls.</summary>
    public readonly GuestContext Context => Instance.Context;

    /// <summary>Gets the token that cancels the call.</summary>
    public readonly CancellationToken Cancellation => Instance.StoreState.Cancellation;

    private readonly GuestInstance Instance => reader.Instance;

    /// <summary>Gets whether the guest exports what is to be run first, and the host did not start it.</summary>
    internal readonly bool LacksStart(nint caller)
    {
        if (!Instance.IsStarted)
        {
            foreach (string name in StartExports.Names)
            {
                if (CallerExports.Has(caller, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Gets the implementation of the interface for the calling instance.</summary>
    /// <typeparam name="T">The interface, the very one that the import was defined with.</typeparam>
    /// <returns>The implementation.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T Target<T>()
        where T : class => ImportBinding.Of<ImportBinding<T>>(binding).For(Instance);

    /// <summary>Ends a call.</summary>
    /// <returns>The value for Wasmtime.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void* Complete()
    {
        if (Instance.Observation is { } observation)
        {
            observation.End(CallOutcome.Returned, null, null);
        }

        return Success;
    }

    /// <summary>Ends a call whose result went to the result area.</summary>
    /// <param name="area">The area.</param>
    /// <returns>The value for Wasmtime.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void* Complete(ResultArea area)
    {
        if (Instance.Observation is { } observation)
        {
            // A result that the area does not hold is told of when the guest takes it.
            int byteCount = slots[0].Int32;
            if (byteCount > 0 && area.Holds(byteCount))
            {
                observation.Wrote(area.Payload, byteCount);
            }

            observation.End(CallOutcome.Returned, null, null);
        }

        return Success;
    }

    /// <summary>
    /// Creates the trap for an exception of an import. The guest's caller gets a <see cref="WasmImportException"/>; the guest
    /// gets nothing.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <param name="caller">Wasmtime's caller.</param>
    /// <param name="import">The import, as <c>module.name</c>.</param>
    /// <returns>The trap, for Wasmtime.</returns>
    public static void* Trap(Exception exception, void* caller, string import)
    {
        // The glue catches everything: without this, a debugger would not stop where the user's method threw.
        Debugger.BreakForUserUnhandledException(exception);
        return Trap(WasmImportException.Of(import, exception, GuestInstance.ParameterRefusedBy(exception, (nint)caller)), caller);
    }

    /// <summary>Makes a trap. The instance is not to be called again.</summary>
    internal static void* Trap(Exception failure, void* caller)
    {
        GuestInstance.Abandon((nint)caller, failure);
        return (void*)WasmtimeInternals.NewTrap(failure);
    }
}
