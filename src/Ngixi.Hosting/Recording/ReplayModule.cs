using Ngixi.Bindgen;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Recording.Format;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting.Recording;

/// <summary>A module that is compiled and linked to be replayed, with the settings of a recording.</summary>
internal sealed class ReplayModule : IDisposable
{
    public ReplayModule(byte[] wasm, string sha256, WasmModule parsed, RecordingHeader header, bool isDebugged)
    {
        Sha256 = sha256;
        Text = new ContractText(parsed);
        GuestEngineOptions options = new() { GuestStack = header.Stack, IsRecordable = true };
        Config config = NativeEngines.ConfigOf(options, header.Fuel is not null);
        Engine = new Engine(isDebugged ? config.WithDebugInfo(true).WithOptimizationLevel(OptimizationLevel.None) : config);
        try
        {
            using Module module = ModuleCheck.Compile(Engine, header.Module, sha256, wasm);
            using Linker linker = new(Engine);
            Define(linker, parsed, header.Module);
            Linked = new LinkedModule(linker, module);
        }
        catch
        {
            Engine.Dispose();
            throw;
        }
    }

    public string Sha256 { get; }

    public ContractText Text { get; }

    public Engine Engine { get; }

    public LinkedModule Linked { get; }

    public void Dispose()
    {
        Linked.Dispose();
        Engine.Dispose();
    }

    private static void Define(Linker linker, WasmModule module, string name)
    {
        ReplayImport replayed = new();
        MarkerImport marker = new();
        HashSet<(string, string)> defined = [];
        foreach (WasmImport import in module.Imports)
        {
            if (import.Kind != ImportKind.Function || import.Type is not { } type || !SignatureText.HasNumbersAlone(type))
            {
                throw new GuestRefusedException(name, [
                    $"It imports {UntrustedText.Quote(import.FullName)}, which is no function of numbers: it cannot be replayed."]);
            }

            // A module may import a thing twice.
            if (defined.Add((import.Module, import.Name)))
            {
                ((RawImport)(import.Marker is not null ? marker : replayed)).Define(linker, import.Module, import.Name, type);
            }
        }
    }
}
