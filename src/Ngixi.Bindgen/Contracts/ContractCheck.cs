using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Text;
using Wasmtime;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Compares what a module imports with what a linker defines. The time is linear in the length of both.</summary>
internal sealed class ContractCheck(LinkerLookup linker, CancellationToken cancellation)
{
    private readonly DifferenceList differences = new();

    // Imports that a contract's own difference tells more of, by their full keys.
    private readonly HashSet<string> explained = new(StringComparer.Ordinal);
    private bool isContractMissing;

    public IReadOnlyList<ContractDifference> Run(Module module)
    {
        List<Import> imports = [];
        GuestContracts unknown = new();
        foreach (Import import in module.Imports)
        {
            cancellation.ThrowIfCancellationRequested();
            if (import.ModuleName != ContractMarkers.Module || ContractMarker.ParseImport(import.Name) is not { } marker)
            {
                imports.Add(import);
            }
            else if (linker.Find(ContractMarkers.Module, import.Name) is null)
            {
                unknown.Add(marker);
            }
        }

        CheckContracts(unknown);
        foreach (Import import in imports.TakeWhile(_ => !differences.IsFull))
        {
            cancellation.ThrowIfCancellationRequested();
            CheckImport(import);
        }

        return differences.Items;
    }

    /// <summary>Compares contracts alone, by their markers among a guest's imports.</summary>
    /// <param name="markers">The names of markers that the linker does not define.</param>
    public IReadOnlyList<ContractDifference> Run(IEnumerable<string> markers)
    {
        GuestContracts unknown = new();
        foreach (ContractMarker marker in markers.Select(ContractMarker.ParseImport).OfType<ContractMarker>())
        {
            unknown.Add(marker);
        }

        CheckContracts(unknown);
        return differences.Items;
    }

    private void CheckContracts(GuestContracts contracts)
    {
        foreach (string contract in contracts.Contracts.TakeWhile(_ => !differences.IsFull))
        {
            cancellation.ThrowIfCancellationRequested();
            CheckContract(contract, contracts.Read(contract));
        }

        if (contracts.IsTooLong)
        {
            differences.Add(ContractDifferenceKind.ContractChanged, ContractMarkers.Module, ContractSentences.TooLong("its contracts"));
        }
    }

    private void CheckContract(string contract, ContractShape? guest)
    {
        if (ContractMarkers.Find(linker, contract) is not { } host)
        {
            isContractMissing = true;
            Explain(contract, guest?.Functions.Select(function => function.Key) ?? []);
            differences.Add(
                ContractDifferenceKind.ContractMissing,
                contract,
                $"The guest was built for {Quoted.Of(contract)}, which the host does not define.");
        }
        else if (guest is null)
        {
            differences.Add(ContractDifferenceKind.ContractChanged, contract, ContractSentences.Contradiction(contract));
        }
        else
        {
            CheckContract(guest, host);
        }
    }

    private void CheckContract(ContractShape guest, ContractShape host)
    {
        IReadOnlyList<ContractChange> changes = ContractComparison.BreaksOf(guest, host);
        Explain(guest.Name, changes.Select(change => (change.Before ?? change.After)!.Key));
        foreach (ContractChange change in changes.TakeWhile(_ => !differences.IsFull))
        {
            differences.Add(ContractDifferenceKind.ContractChanged, guest.Name, ContractSentences.Of(change, host.Name));
        }

        if (changes.Count == 0)
        {
            differences.Add(
                ContractDifferenceKind.ContractNotRecorded,
                guest.Name,
                $"The guest was built for {Quoted.Of(guest.Name)} {Growth(guest, host)}, and the host has no record of that contract. "
                + "Build the guest again; "
                + "to serve the guests of a contract after it grows, record it with 'dotnet build -p:NgixiContracts=Write' before.");
        }
    }

    private static string Growth(ContractShape guest, ContractShape host)
    {
        const int MaxShown = 10;
        string[] additions = [.. ContractComparison.AdditionsOf(guest, host).Take(MaxShown + 1).Select(ContractWords.Line)];
        return additions.Length == 0 ? "before it changed in a way that does not concern the guest"
            : $"before {string.Join(", ", additions.Take(MaxShown))}{(additions.Length > MaxShown ? ", and more" : "")} came to it";
    }

    private void CheckImport(Import import)
    {
        LinkerItem? item = linker.Find(import.ModuleName, import.Name);
        (byte kind, string what) = KindOf(import);
        if (item is null)
        {
            // What stubs share comes with the first interface that is defined.
            if (!IsExplained(import) && !(isContractMissing && import.ModuleName == ContractMarkers.Module))
            {
                differences.Add(
                    ContractDifferenceKind.ImportMissing,
                    NameOf(import),
                    $"The guest imports {what} {Quoted.Of(NameOf(import))}{SignatureOf(import)}, which the host does not define."
                    + ImportRemedies.For(NameOf(import)));
            }
        }
        else if (item.Value.Kind != kind)
        {
            differences.Add(
                ContractDifferenceKind.SignatureChanged,
                NameOf(import),
                $"The guest imports {what} {Quoted.Of(NameOf(import))}; the host has something else of that name.");
        }
        else if (import is FunctionImport function
            && item.Value.Function is { } defined
            && !HasTypeOf(function, defined)
            && !IsExplained(import))
        {
            differences.Add(
                ContractDifferenceKind.SignatureChanged,
                NameOf(import),
                $"The guest imports {Quoted.Of(NameOf(import))} as "
                + $"{Quoted.Of(ContractSentences.Signature(function.Parameters, function.Results))}; "
                + $"the host has `{ContractSentences.Signature(defined.Parameters, defined.Results)}`.");
        }
    }

    private static string NameOf(Import import) => $"{import.ModuleName}.{import.Name}";

    private static bool HasTypeOf(FunctionImport import, Function defined) =>
        import.Parameters.SequenceEqual(defined.Parameters) && import.Results.SequenceEqual(defined.Results);

    private static (byte Kind, string What) KindOf(Import import) => import switch
    {
        FunctionImport => (ExternHandle.FunctionKind, "the function"),
        GlobalImport => (ExternHandle.GlobalKind, "the global"),
        TableImport => (ExternHandle.TableKind, "the table"),
        _ => (ExternHandle.MemoryKind, "the memory"),
    };

    private static string SignatureOf(Import import) =>
        import is FunctionImport function
            ? $" of the type {Quoted.Of(ContractSentences.Signature(function.Parameters, function.Results))}"
            : "";

    private void Explain(string contract, IEnumerable<string> keys) =>
        explained.UnionWith(keys.Select(key => ContractKey.Full(contract, key)));

    private bool IsExplained(Import import) => explained.Contains(ContractKey.Of(import.ModuleName, import.Name));
}
