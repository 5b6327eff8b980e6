using Ngixi.Bindgen.Text;
using Wasmtime;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Compares what a module exports with what the version of it exports that runs: the host calls both alike.</summary>
internal static class VersionCheck
{
    public static IReadOnlyList<ContractDifference> FindDifferences(Module running, Module next)
    {
        DifferenceList differences = new();
        Dictionary<string, Export> exports = new(StringComparer.Ordinal);
        foreach (Export export in next.Exports)
        {
            exports.TryAdd(export.Name, export);
        }

        HashSet<string> explained = new(StringComparer.Ordinal);
        List<ContractShape> said = ContractsOf(exports.Keys);
        foreach (ContractShape contract in ContractsOf(running.Exports.Select(export => export.Name)))
        {
            foreach (ContractChange change in ContractComparison.BreaksOfExports(said, contract))
            {
                explained.Add((change.After ?? change.Before)!.Key);
                differences.Add(ContractDifferenceKind.ContractChanged, contract.Name, ContractSentences.Of(change, contract.Name));
            }
        }

        foreach (Export export in running.Exports.TakeWhile(_ => !differences.IsFull))
        {
            if (ContractMarker.ParseExport(export.Name) is null && !explained.Contains(ContractKey.Of(export.Name)))
            {
                Compare(export, exports.GetValueOrDefault(export.Name), differences);
            }
        }

        return differences.Items;
    }

    private static List<ContractShape> ContractsOf(IEnumerable<string> exports)
    {
        GuestContracts said = new();
        foreach (string export in exports)
        {
            if (ContractMarker.ParseExport(export) is { } marker)
            {
                said.Add(marker);
            }
        }

        return [.. said.Contracts.Select(said.Read).OfType<ContractShape>()];
    }

    private static void Compare(Export running, Export? next, DifferenceList differences)
    {
        string name = Quoted.Of(running.Name);
        if (next is null)
        {
            differences.Add(
                ContractDifferenceKind.ExportMissing, running.Name, $"It lacks the export {name}, which the version that runs has.");
        }
        else if (TypeOf(running) != TypeOf(next))
        {
            differences.Add(
                ContractDifferenceKind.SignatureChanged,
                running.Name,
                $"It exports {name} as {TypeOf(next)}; the version that runs has {TypeOf(running)}.");
        }
    }

    private static string TypeOf(Export export) => export switch
    {
        FunctionExport function => $"a function `{ContractSentences.Signature(function.Parameters, function.Results)}`",
        GlobalExport global => $"a global of {global.Kind} ({global.Mutability})",
        TableExport => "a table",
        _ => "a memory",
    };
}
