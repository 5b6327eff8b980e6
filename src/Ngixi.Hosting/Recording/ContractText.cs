using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;
using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting.Recording;

/// <summary>Finds what the functions of a module are in the words of its contracts.</summary>
internal sealed class ContractText
{
    private readonly Dictionary<string, KnownFunction> imports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownFunction> exports = new(StringComparer.Ordinal);

    private readonly List<(string Export, string? Contract)> areas;

    public ContractText(WasmModule module)
    {
        Add(imports, module.Imports.Select(import => import.Marker));
        areas = [.. module.Exports
            .Select(export => (export.Name, export.Marker?.Contract))
            .Where(area => area.Contract is not null)];
        Add(exports, module.Exports.Select(export => export.Marker));
    }

    /// <summary>Finds an import.</summary>
    /// <returns>The function; null where the module has no contract with it.</returns>
    public KnownFunction? FindImport(string module, string name) =>
        imports.TryGetValue(ContractKey.Of(module, name), out KnownFunction? found) ? found : null;

    /// <summary>Finds an export.</summary>
    public KnownFunction? FindExport(string name) =>
        exports.TryGetValue(ContractKey.Of(name), out KnownFunction? found) ? found : null;

    /// <summary>Gets the exports that may say where an export's arguments are placed.</summary>
    public IEnumerable<string> AreasFor(string export)
    {
        string? contract = FindExport(export)?.Shape.Name;
        return areas.Where(area => area.Contract == contract).Select(area => area.Export).Append(Bindgen.Runtime.GuestExports.AreaName);
    }

    private static void Add(Dictionary<string, KnownFunction> functions, IEnumerable<ContractMarker?> markers)
    {
        GuestContracts contracts = new();
        foreach (ContractMarker marker in markers.OfType<ContractMarker>())
        {
            contracts.Add(marker);
        }

        foreach (ContractShape shape in contracts.Contracts.Select(contracts.Read).OfType<ContractShape>())
        {
            foreach (ContractFunction function in shape.Functions)
            {
                string key = shape.IsExported ? function.Key : ContractKey.Full(shape.Name, function.Key);
                functions.TryAdd(key, new KnownFunction(shape, function));
            }
        }
    }
}
