using System.Text.Json;
using Ngixi.Bindgen.Contracts;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting.Auditing;

/// <summary>Says of each import which capability gives it, and of contracts and exports what they are.</summary>
internal sealed class ModuleWiring
{
    /// <summary>The imports or exports of one line.</summary>
    public const int PartLength = 50;

    private ModuleWiring(List<Action<Utf8JsonWriter>> imports, List<Action<Utf8JsonWriter>> exports) =>
        (Imports, Exports) = (imports, exports);

    public IReadOnlyList<Action<Utf8JsonWriter>> Imports { get; }

    public IReadOnlyList<Action<Utf8JsonWriter>> Exports { get; }

    public static ModuleWiring Of(WasmModule module, GuestManifest manifest, CapabilitySet capabilities)
    {
        using CapabilityImports known = new(capabilities);
        ContractMarker?[] imported = [.. module.Imports.Select(import => import.Marker)];
        ContractMarker?[] exported = [.. module.Exports.Select(export => export.Marker)];
        string[] ofHost = [.. manifest.Grants.Keys.Where(grant => !known.IsCapability(grant)).Order(StringComparer.Ordinal)];
        return new ModuleWiring(
            [
                .. module.Imports.Where((_, i) => imported[i] is null).Select(import => Import(import, GiverOf(import, known, ofHost))),
                .. ContractsOf(imported).Select(marker => Contract(marker, known.FindContract(marker.Contract)?.Name)),
            ],
            [
                .. module.Exports.Where((_, i) => exported[i] is null).Select(Export),
                .. ContractsOf(exported).Select(marker => Contract(marker, null)),
            ]);
    }

    // A contract may have several markers, one for each part of it.
    private static IEnumerable<ContractMarker> ContractsOf(ContractMarker?[] markers) =>
        markers.OfType<ContractMarker>().DistinctBy(marker => (marker.Contract, marker.Hash));

    private static string? GiverOf(WasmImport import, CapabilityImports known, string[] ofHost) =>
        known.FindAlways(import.Module, import.Name) is not null ? "any guest has it"
        : known.Find(import.Module, import.Name) is { } found ? found.Capability.Name
        : ofHost.Length > 0 ? string.Join(" or ", ofHost)
        : null;

    private static Action<Utf8JsonWriter> Import(WasmImport import, string? giver) => json =>
    {
        json.Text("name", import.FullName);
        json.Text("type", import.Type ?? "");
        json.Text("capability", giver ?? "");
    };

    private static Action<Utf8JsonWriter> Export(WasmExport export) => json =>
    {
        json.Text("name", export.Name);
        json.Text("type", export.Type ?? Shown(export.Kind));
    };

    private static Action<Utf8JsonWriter> Contract(ContractMarker marker, string? capability) => json =>
    {
        json.Text("contract", marker.Contract);
        json.Text("hash", marker.Hash);
        if (capability is not null)
        {
            json.Text("capability", capability);
        }
    };

    private static string Shown(ImportKind kind) => kind switch
    {
        ImportKind.Table => "table",
        ImportKind.Memory => "memory",
        ImportKind.Global => "global",
        ImportKind.Function => "function",
        _ => "tag",
    };
}
