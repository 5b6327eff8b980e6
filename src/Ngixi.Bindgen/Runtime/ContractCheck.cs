using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>Compares what a module imports with what a linker defines.</summary>
internal sealed class ContractCheck(LinkerLookup linker)
{
    private readonly List<ContractDifference> differences = [];

    // Imports that a contract's own difference tells more of.
    private readonly HashSet<(string Contract, string Key)> explained = [];
    private bool isContractMissing;

    public IReadOnlyList<ContractDifference> Run(Module module)
    {
        List<Import> imports = [];
        foreach (Import import in module.Imports)
        {
            if (import.ModuleName == ContractMarkers.Module && ContractShape.ParseMarker(import.Name) is { } guest)
            {
                CheckContract(import.Name, guest);
            }
            else
            {
                imports.Add(import);
            }
        }

        foreach (Import import in imports)
        {
            CheckImport(import);
        }

        return differences;
    }

    /// <summary>What is left to say where a contract is too large for its words.</summary>
    public static string HashSentence(ContractShape guest, ContractShape host) =>
        $"The guest was built for `{guest.Name}` of the hash {guest.Hash}; the host has {host.Hash}.";

    public static string Sentence(string contract, ContractChange change)
    {
        string guest = $"The guest was built for `{contract}`";
        return change.Kind switch
        {
            ContractChangeKind.Removed => $"{guest} with `{change.Before!.Quote}`, which the host does not have.",
            ContractChangeKind.Added when change.After!.IsFunction => $"{guest} without `{change.After.Quote}`, which the host calls.",
            ContractChangeKind.Added => $"{guest} without `{change.After!.Quote}`, which the host would hand it.",
            _ => $"{guest} with `{change.Before!.Quote}`; the host has `{change.After!.Quote}`: {change.Words}.",
        };
    }

    /// <summary>A function's type, as <see cref="FunctionType"/> writes it.</summary>
    public static string Signature(IEnumerable<ValueKind> parameters, IReadOnlyList<ValueKind> results) =>
        $"({Types(parameters)})" + (results.Count == 0 ? "" : $" -> {Types(results)}");

    private void CheckContract(string marker, ContractShape guest)
    {
        if (linker.Find(ContractMarkers.Module, marker) is not null)
        {
            return;
        }

        if (ContractMarkers.Find(linker, guest.Name) is not { } host)
        {
            isContractMissing = true;
            Explain(guest, guest.Lines.Select(line => line.Key));
            Add(ContractDifferenceKind.ContractMissing, guest.Name, $"The guest was built for `{guest.Name}`, which the host does not define.");
            return;
        }

        if (guest.IsAbridged || host.IsAbridged)
        {
            Add(ContractDifferenceKind.ContractChanged, guest.Name, HashSentence(guest, host));
            return;
        }

        IReadOnlyList<ContractChange> changes = ContractComparison.BreaksOf(guest, host);
        Explain(guest, changes.Select(change => change.Key));
        foreach (ContractChange change in changes)
        {
            Add(ContractDifferenceKind.ContractChanged, guest.Name, Sentence(guest.Name, change));
        }

        if (changes.Count == 0)
        {
            string additions = string.Join(", ", ContractComparison.AdditionsOf(guest, host).Select(line => $"`{line.Quote}`"));
            Add(
                ContractDifferenceKind.ContractNotRecorded,
                guest.Name,
                $"The guest was built for `{guest.Name}` before {additions} came to it, and the host has no record of that contract. "
                + "Build the guest again; to serve the guests of a contract after it grows, record it with 'dotnet build -p:NgixiContracts=Write' before.");
        }
    }

    private void CheckImport(Import import)
    {
        LinkerItem? item = linker.Find(import.ModuleName, import.Name);
        (byte kind, string what) = KindOf(import);
        string name = $"{import.ModuleName}.{import.Name}";
        if (item is null)
        {
            // What stubs share comes with the first interface that is defined.
            if (!IsExplained(import) && !(isContractMissing && import.ModuleName == ContractMarkers.Module))
            {
                Add(ContractDifferenceKind.ImportMissing, name, $"The guest imports {what} `{name}`{SignatureOf(import)}, which the host does not define.");
            }
        }
        else if (item.Value.Kind != kind)
        {
            Add(ContractDifferenceKind.SignatureChanged, name, $"The guest imports {what} `{name}`; the host has something else of that name.");
        }
        else if (import is FunctionImport function && item.Value.Function is { } defined && !HasTypeOf(function, defined) && !IsExplained(import))
        {
            Add(
                ContractDifferenceKind.SignatureChanged,
                name,
                $"The guest imports `{name}` as `{Signature(function.Parameters, function.Results)}`; the host has `{Signature(defined.Parameters, defined.Results)}`.");
        }
    }

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
        import is FunctionImport function ? $" of the type `{Signature(function.Parameters, function.Results)}`" : "";

    private static string Types(IEnumerable<ValueKind> kinds) => string.Join(' ', kinds.Select(kind => kind switch
    {
        ValueKind.Int32 => "i32",
        ValueKind.Int64 => "i64",
        ValueKind.Float32 => "f32",
        ValueKind.Float64 => "f64",
        _ => kind.ToString(),
    }));

    private void Explain(ContractShape contract, IEnumerable<string> keys) => explained.UnionWith(keys.Select(key => (contract.Name, key)));

    private bool IsExplained(Import import) => explained.Any(one => ContractLine.IsKeyOf(one.Key, one.Contract, import.ModuleName, import.Name));

    private void Add(ContractDifferenceKind kind, string subject, string message) => differences.Add(new ContractDifference(kind, subject, message));
}
