using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Hosting;
using Ngixi.Hosting.Modules;
using Wasmtime;

namespace Ngixi.Testing.Running;

/// <summary>An import that nothing answers. It is defined by its name and type alone, and fails what calls it.</summary>
/// <param name="import">The import.</param>
/// <param name="capability">The capability that has it, or null.</param>
/// <param name="isMarker">Whether a guest says by it alone what it was built for: it calls it at its start.</param>
internal sealed unsafe class UnansweredImport(WasmImport import, Capability? capability, bool isMarker) : ImportBinding
{
    public void Define(Linker linker)
    {
        // One of a type that is not known is left out: the linker says that it is missing.
        if (import.Type is { } type)
        {
            ImportBinder.Define(linker, this, import.Module, import.Name, type, isMarker ? &Accept : &Fail);
        }
    }

    private string Explain()
    {
        const string Fake = "efine a fake of it (GuestTestOptions.Fakes), or an answer (GuestTestOptions.Answers, ngixi test --fakes).";
        string remedy = capability is null
            ? $"D{Fake}"
            : $"Add to the manifest's grants: \"{capability.Name}\": {capability.Example}. Or d{Fake}";
        return $"It called {UntrustedText.Quote(import.FullName)} {import.Type}, which nothing answers. {remedy}";
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Accept(void* binding, void* caller, ValueSlot* slots, ulong count) => HostCall.Success;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Fail(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        UnansweredImport import = Of<UnansweredImport>((nint)binding);
        try
        {
            _ = new HostCall(binding, caller, slots);
            throw new UnansweredImportException(import.Explain());
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, UntrustedText.Escape(import.Import.FullName));
        }
    }
}
