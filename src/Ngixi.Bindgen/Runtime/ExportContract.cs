using System.ComponentModel;
using Ngixi.Bindgen.Contracts;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>What a host expects of the guests that export an interface. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExportContract
{
    private readonly ContractShape shape;

    /// <summary>Describes an interface.</summary>
    /// <param name="contract">What guests are built for, in words.</param>
    /// <param name="exports">What the host calls.</param>
    public ExportContract(string contract, params GuestExport[] exports)
    {
        shape = ContractShape.Parse(contract);
        Marker = shape.ExportMarker;
        Exports = exports;
    }

    internal string Name => shape.Name;

    internal IReadOnlyList<GuestExport> Exports { get; }

    /// <summary>Gets whether arguments are placed in a guest's area.</summary>
    internal bool NeedsArea => Exports.Any(export => export.TakesBlock);

    /// <summary>Gets the export that a guest of this very contract has.</summary>
    internal string Marker { get; }

    /// <summary>Checks a guest before any of its code runs.</summary>
    /// <param name="module">The guest.</param>
    /// <exception cref="ContractMismatchException">The guest does not fit; the exception lists every difference in words.</exception>
    public void Check(Module module)
    {
        IReadOnlyList<ContractDifference> differences = FindDifferences(module);
        if (differences.Count > 0)
        {
            throw new ContractMismatchException(module.Name, differences);
        }
    }

    /// <summary>Lists what <see cref="Check"/> would throw for.</summary>
    /// <param name="module">The guest.</param>
    /// <returns>Every difference; none when the guest fits.</returns>
    public IReadOnlyList<ContractDifference> FindDifferences(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        List<ContractDifference> differences = [.. FindChanges(module.Exports.Select(export => export.Name), out HashSet<string> explained)];
        differences.AddRange(Exports.Where(export => !explained.Contains(ContractLine.KeyOf("", "", export.Name))).Select(export => Difference(module, export)).OfType<ContractDifference>());
        if (NeedsArea && !module.Exports.Any(export => export is GlobalExport { Name: GuestExports.AreaName, Kind: ValueKind.Int32 }))
        {
            differences.Add(Missing("the global", GuestExports.AreaName, ""));
        }

        return differences;
    }

    /// <summary>What a guest was built for that does not fit. One that does not say is taken to fit.</summary>
    /// <param name="exports">The names of all its exports, or of its globals.</param>
    internal IReadOnlyList<ContractDifference> FindChanges(IEnumerable<string> exports) => FindChanges(exports, out _);

    /// <summary>The marker of a guest that exports the interface in another shape, or null.</summary>
    internal string? FindMarker(IEnumerable<string> exports) => exports.FirstOrDefault(export => ContractShape.ParseExportMarker(export)?.Name == Name);

    private static ContractDifference Missing(string what, string name, string type) =>
        new(ContractDifferenceKind.ExportMissing, name, $"The guest lacks the export of {what} `{name}`{type}, which the host needs.");

    private static ContractDifference? Difference(Module module, GuestExport expected)
    {
        switch (module.Exports.FirstOrDefault(export => export.Name == expected.Name))
        {
            case FunctionExport function:
                string actual = ContractCheck.Signature(function.Parameters, function.Results);
                return actual == expected.Signature
                    ? null
                    : new(ContractDifferenceKind.SignatureChanged, expected.Name, $"The guest exports `{expected.Name}` as `{actual}`; the host calls it as `{expected.Signature}`.");
            default:
                return Missing("the function", expected.Name, $" of the type `{expected.Signature}`");
        }
    }

    // Explained are the functions that the differences tell of.
    private IReadOnlyList<ContractDifference> FindChanges(IEnumerable<string> exports, out HashSet<string> explained)
    {
        explained = new(StringComparer.Ordinal);
        List<ContractShape> said = [.. exports.Select(ContractShape.ParseExportMarker).OfType<ContractShape>().Where(guest => guest.Name == Name)];
        if (said.Count == 0 || said.Any(guest => guest.ExportMarker == Marker))
        {
            return [];
        }

        ContractShape guest = said[0];
        if (guest.IsAbridged)
        {
            return guest.Hash == shape.Hash ? [] : [new(ContractDifferenceKind.ContractChanged, Name, ContractCheck.HashSentence(guest, shape))];
        }

        IReadOnlyList<ContractChange> changes = ContractComparison.BreaksOf(guest, shape);
        explained.UnionWith(changes.Select(change => change.Key));
        return [.. changes.Select(change => new ContractDifference(ContractDifferenceKind.ContractChanged, Name, ContractCheck.Sentence(Name, change)))];
    }
}
