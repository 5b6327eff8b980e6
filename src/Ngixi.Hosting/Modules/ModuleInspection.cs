using System.Security.Cryptography;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;
using Ngixi.Hosting.Manifests;

namespace Ngixi.Hosting.Modules;

/// <summary>Looks at a module, and says what is refused of it, before it is compiled.</summary>
internal static class ModuleInspection
{
    /// <summary>Inspects a module.</summary>
    /// <param name="wasm">The module.</param>
    /// <param name="manifest">What its guests may do; null to say what it asks for alone.</param>
    /// <param name="options">The bounds, and what manifests can grant.</param>
    public static ModuleReport Inspect(ReadOnlySpan<byte> wasm, GuestManifest? manifest, GuestEngineOptions options)
    {
        List<string> refusals = [];
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(wasm));
        using CapabilityImports known = new(options.Capabilities);
        WasmModule? module = Check(wasm, sha256, manifest, options, known, refusals);
        return new ModuleReport(sha256, module, manifest)
        {
            Refusals = refusals,
            Capabilities = module is null ? [] : UsesOf(module, manifest, options.Capabilities, known),
            OtherImports = module is null ? [] : OthersOf(module, known),
            Implemented = module is null
                ? []
                : [.. ContractsOf(module.Exports.Select(export => export.Marker)).Select(Words)],
            Features = module is null || FeatureCheck.Fault(wasm) is not null
                ? []
                : [.. FeatureCheck.UsedBy(wasm).Select(feature => feature.Name)],
        };
    }

    /// <summary>Checks a module against its manifest.</summary>
    /// <returns>What it says of itself.</returns>
    /// <exception cref="GuestRefusedException">It does not fit; all that is refused is listed.</exception>
    public static WasmModule Check(ReadOnlySpan<byte> wasm, string sha256, GuestManifest manifest, GuestEngineOptions options)
    {
        List<string> refusals = [];
        using CapabilityImports known = new(options.Capabilities);
        return Check(wasm, sha256, manifest, options, known, refusals) is { } module && refusals.Count == 0
            ? module
            : throw new GuestRefusedException(manifest.Name, refusals);
    }

    private static WasmModule? Check(
        ReadOnlySpan<byte> wasm,
        string sha256,
        GuestManifest? manifest,
        GuestEngineOptions options,
        CapabilityImports known,
        List<string> refusals)
    {
        if (manifest?.Sha256 is { } expected && !expected.Equals(sha256, StringComparison.OrdinalIgnoreCase))
        {
            refusals.Add($"Its SHA-256 is {sha256}: the manifest has {expected} (module.sha256).");
        }

        WasmModule? module = ModuleCheck.Parse(wasm, options.Bounds, refusals);
        if (module is not null)
        {
            ModuleCheck.CheckFeatures(wasm, manifest?.Features ?? AllFeatures, refusals);
            if (manifest is not null)
            {
                ModuleCheck.CheckLimits(module, manifest.Limits, refusals);
                ImportCheck.Check(module, manifest, known, refusals);
            }
        }

        return module;
    }

    private static WasmFeatures AllFeatures => WasmFeature.All.Aggregate(WasmFeatures.None, (all, feature) => all | feature.Grant);

    private static List<CapabilityUse> UsesOf(
        WasmModule module, GuestManifest? manifest, CapabilitySet capabilities, CapabilityImports known)
    {
        Dictionary<string, List<WasmImport>> imports = new(StringComparer.Ordinal);
        Dictionary<string, List<string>> contracts = new(StringComparer.Ordinal);
        foreach (WasmImport import in module.Imports.Where(import => import.Module != ImportCheck.SupportModule))
        {
            if (known.FindAlways(import.Module, import.Name) is null && known.Find(import.Module, import.Name) is { } found)
            {
                Of(imports, found.Capability.Name).Add(import);
            }
        }

        foreach (ContractShape shape in ContractsOf(module.Imports.Select(import => import.Marker)))
        {
            IEnumerable<string?> owners = shape.Functions.Select(function => CapabilityOf(shape, function.Key, known));
            foreach (string capability in owners.OfType<string>().Distinct())
            {
                Of(contracts, capability).Add(Words(shape));
            }
        }

        return
        [
            .. capabilities
                .Where(capability => imports.ContainsKey(capability.Name) || contracts.ContainsKey(capability.Name))
                .Select(capability => new CapabilityUse(
                    capability.Name,
                    manifest?.Grants.ContainsKey(capability.Name) ?? false,
                    [.. Of(imports, capability.Name).Select(Show)],
                    Of(contracts, capability.Name),
                    $"\"{capability.Name}\": {capability.Example}")
                {
                    ImportNames = [.. Of(imports, capability.Name).Select(import => import.FullName)],
                }),
        ];

        static List<T> Of<T>(Dictionary<string, List<T>> all, string name) =>
            all.TryGetValue(name, out List<T>? one) ? one : all[name] = [];
    }

    private static List<string> OthersOf(WasmModule module, CapabilityImports known) =>
    [
        .. module.Imports
            .Where(import => import.Module != ImportCheck.SupportModule
                && known.FindAlways(import.Module, import.Name) is null
                && known.Find(import.Module, import.Name) is null)
            .Select(Show),
    ];

    private static string Show(WasmImport import) => $"{UntrustedText.Escape(import.FullName)} {import.Type}".TrimEnd();

    private static IEnumerable<ContractShape> ContractsOf(IEnumerable<ContractMarker?> markers)
    {
        GuestContracts contracts = new();
        foreach (ContractMarker marker in markers.OfType<ContractMarker>())
        {
            contracts.Add(marker);
        }

        return contracts.Contracts.Select(contracts.Read).OfType<ContractShape>();
    }

    private static string? CapabilityOf(ContractShape shape, string key, CapabilityImports known)
    {
        string full = ContractKey.Full(shape.Name, key);
        int slash = full.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? null : known.Find(full[..slash], full[(slash + 1)..])?.Capability.Name;
    }

    private static string Words(ContractShape shape) => UntrustedText.Escape(
        $"{shape.Name}: {string.Join(", ", shape.Functions.Select(function => function.Display))}");
}
