using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;
using Ngixi.Hosting.Manifests;

namespace Ngixi.Hosting.Modules;

/// <summary>What is refused of a module's imports.</summary>
internal static class ImportCheck
{
    /// <summary>The module of the markers by which a guest says what it was built for, and of the support of all stubs.</summary>
    public const string SupportModule = "ngixi";

    private const int MaxShown = 8;

    /// <summary>Checks the imports of a module against its manifest.</summary>
    public static void Check(WasmModule module, GuestManifest manifest, CapabilityImports known, List<string> refusals)
    {
        // What a host grants by a binding alone is known when it is bound: the linker tells of imports that are missing then.
        bool hasUnknownGrants = manifest.Grants.Keys.Any(name => !known.IsCapability(name));
        OrderedDictionary<Capability, List<string>> notGranted = [];
        OrderedDictionary<string, List<string>> others = new(StringComparer.Ordinal);
        foreach (WasmImport import in module.Imports)
        {
            if (import.Module == SupportModule && import.Kind == ImportKind.Function)
            {
                if (known.FindAlways(import.Module, import.Name) is not null)
                {
                    continue;
                }

                if (known.Find(import.Module, import.Name) is { } marked)
                {
                    AddIfNotGranted(marked.Capability, null);
                }
                else if (import.Marker is { } marker)
                {
                    (others.TryGetValue(marker.Contract, out List<string>? names) ? names : others[marker.Contract] = []).Add(import.Name);
                }
            }
            else if (import.Kind != ImportKind.Function)
            {
                refusals.Add($"It imports {What(import.Kind)} {Quote(import)}: hosts give functions alone.");
            }
            else if (known.FindAlways(import.Module, import.Name) is { } always)
            {
                CheckType(import, always);
            }
            else if (known.Find(import.Module, import.Name) is not { } found)
            {
                if (hasUnknownGrants)
                {
                    continue;
                }

                refusals.Add($"It imports {Quote(import)} {import.Type}, which no capability of this host has.");
            }
            else if (!manifest.Grants.ContainsKey(found.Capability.Name))
            {
                AddIfNotGranted(found.Capability, Quote(import));
            }
            else
            {
                CheckType(import, found.Type);
                if (manifest.Imports?.Contains(import.FullName) == false)
                {
                    refusals.Add($"It imports {Quote(import)}, which \"imports\" of the manifest does not name.");
                }
            }
        }

        foreach ((string contract, List<string> markers) in others)
        {
            Capability? capability = known.FindContract(contract);
            if (capability is not null && !manifest.Grants.ContainsKey(capability.Name))
            {
                AddIfNotGranted(capability, null);
            }
            else if (capability is not null || !hasUnknownGrants)
            {
                refusals.AddRange(known.DifferencesOf(capability, markers));
            }
        }

        foreach ((Capability capability, List<string> names) in notGranted)
        {
            string shown = names.Count == 0 ? "a contract" : string.Join(", ", names.Take(MaxShown));
            string more = names.Count > MaxShown ? $" and {names.Count - MaxShown} more" : "";
            string remedy = manifest.LeftOut.TryGetValue(capability.Name, out string? reason)
                ? $"The grant is left out: {reason}."
                : $"To allow it, add to the manifest's grants: \"{capability.Name}\": {capability.Example}";
            refusals.Add($"It imports {shown}{more} of {capability.Name}, which the manifest does not grant. {remedy}");
        }

        void AddIfNotGranted(Capability capability, string? name)
        {
            if (!manifest.Grants.ContainsKey(capability.Name))
            {
                if (!notGranted.TryGetValue(capability, out List<string>? names))
                {
                    notGranted.Add(capability, names = []);
                }

                if (name is not null)
                {
                    names.Add(name);
                }
            }
        }

        void CheckType(WasmImport import, string type)
        {
            if (import.Type is not null && import.Type != type)
            {
                refusals.Add($"It imports {Quote(import)} as {import.Type}: the host has {type}.");
            }
        }
    }

    private static string Quote(WasmImport import) => UntrustedText.Quote(import.FullName);

    private static string What(ImportKind kind) => kind switch
    {
        ImportKind.Table => "the table",
        ImportKind.Memory => "the memory",
        ImportKind.Global => "the global",
        _ => "the tag",
    };
}
