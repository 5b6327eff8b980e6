using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime.Imports;

/// <summary>
/// Imports of which the signature alone is known: one method answers all of them, with the bits of their arguments and results.
/// </summary>
internal abstract unsafe class RawImport : ImportBinding
{
    /// <summary>Defines one import, with what is behind it.</summary>
    /// <param name="linker">The linker.</param>
    /// <param name="module">The import module.</param>
    /// <param name="name">The import name.</param>
    /// <param name="signature">The signature, which has one result at most.</param>
    public void Define(Linker linker, string module, string name, string signature)
    {
        NativeLayout.Verify();
        ImportBinder.Define(linker, this, module, name, signature, &Answer);
    }

    /// <summary>Answers a call.</summary>
    /// <param name="import">The import.</param>
    /// <param name="guest">The guest that calls.</param>
    /// <param name="arguments">The bits of the arguments.</param>
    /// <returns>The bits of the result; what is returned where there is none means nothing. An exception is a trap.</returns>
    protected abstract long Answer(ImportName import, GuestInstance guest, ReadOnlySpan<long> arguments);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Answer(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        RawImport import = Of<RawImport>((nint)binding);
        try
        {
            Span<long> arguments = stackalloc long[import.Import.Bits.ParameterCount];
            import.Import.Bits.ReadArguments(slots, arguments);
            slots[0].Int64 = import.Answer(import.Import, GuestInstance.Of((nint)caller), arguments);
            return HostCall.Success;
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller);
        }
    }
}
