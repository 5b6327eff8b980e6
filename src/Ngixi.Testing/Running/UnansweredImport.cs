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
internal sealed unsafe class UnansweredImport(WasmImport import, Capability? capability) : ImportBinding
{
    public void Define(Linker linker)
    {
        // One of a type that is not known is left out: the linker says that it is missing.
        if (import.Type is { } type)
        {
            ImportBinder.Define(linker, this, import.Module, import.Name, type, &Fail);
        }
    }

    private string Explain()
    {
        string remedy = capability is null
            ? "Define a fake of it in GuestTestOptions.Fakes."
            : $"Add to the manifest's grants: \"{capability.Name}\": {capability.Example}. Or define a fake of it in GuestTestOptions.Fakes.";
        return $"It called {UntrustedText.Quote(import.FullName)} {import.Type}, which nothing answers. {remedy}";
    }

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
