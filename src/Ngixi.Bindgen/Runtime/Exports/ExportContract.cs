using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Runtime.Exports;
using Ngixi.Bindgen.Text;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>The exports that a host expects of guests that implement an interface. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExportContract
{
    /// <summary>The entry file that brings the area of a guest.</summary>
    private const string EntryFile = " Compile exports.ts of its stubs as an entry file; in C, include host.h.";

    private readonly ContractShape shape;

    // By the module, which all its instances share: the export that has the address of its area. It fits, then.
    private readonly ConditionalWeakTable<GuestModuleIdentity, byte[]> fitting = [];

    /// <summary>Describes an interface.</summary>
    /// <param name="contract">The text of the contract.</param>
    /// <param name="exports">The functions that the host calls.</param>
    public ExportContract(string contract, params GuestExport[] exports)
    {
        shape = ContractShape.Parse(contract);
        Markers = ContractMarker.ExportsOf(shape);
        Exports = exports;
        NeedsArea = exports.Any(export => export.TakesBlock);
        Names = [.. exports.Select(export => Encoding.UTF8.GetBytes(export.Name))];
    }

    internal string Name => shape.Name;

    internal string Hash => shape.Hash;

    internal IReadOnlyList<GuestExport> Exports { get; }

    /// <summary>Gets whether arguments are placed in a guest's area.</summary>
    internal bool NeedsArea { get; }

    /// <summary>Gets the names of the exports in UTF-8.</summary>
    internal IReadOnlyList<byte[]> Names { get; }

    /// <summary>Gets the exports that a guest of this very contract has.</summary>
    internal IReadOnlyList<string> Markers { get; }

    /// <summary>Gets the export with the address of a module's area, where an instance of the module was found to fit; else null.</summary>
    internal byte[]? AreaOf(GuestModuleIdentity module) => fitting.TryGetValue(module, out byte[]? area) ? area : null;

    /// <summary>Notes that a module fits, for its other instances: the types of exports are those of the module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="area">The export with the address of its area.</param>
    internal void Fits(GuestModuleIdentity module, byte[] area) => fitting.TryAdd(module, area);

    /// <summary>Checks a guest before any of its code runs.</summary>
    /// <param name="module">The guest.</param>
    /// <exception cref="ContractMismatchException">The guest does not fit; the exception lists the differences in words.</exception>
    public void Check(Module module)
    {
        IReadOnlyList<ContractDifference> differences = FindDifferences(module);
        if (differences.Count > 0)
        {
            throw new ContractMismatchException(module.Name, differences);
        }
    }

    /// <summary>Lists the differences that <see cref="Check"/> would throw for.</summary>
    /// <param name="module">The guest.</param>
    /// <returns>The differences, 100 at most; none when the guest fits.</returns>
    public IReadOnlyList<ContractDifference> FindDifferences(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Dictionary<string, Export> exports = new(StringComparer.Ordinal);
        foreach (Export export in module.Exports)
        {
            exports.TryAdd(export.Name, export);
        }

        ExportFindings findings = Examine(exports.Keys);
        DifferenceList differences = findings.Differences;
        foreach (GuestExport expected in Exports.Where(export => !findings.Explained.Contains(ContractKey.Of(export.Name))))
        {
            Compare(exports.GetValueOrDefault(expected.Name), expected, differences);
        }

        if (NeedsArea && !IsAddress(exports.GetValueOrDefault(GuestExports.AreaName)))
        {
            AddMissing($"the global or function `{GuestExports.AreaName}`", GuestExports.AreaName, EntryFile, differences);
        }

        return differences.Items;
    }

    /// <summary>Compares what a guest says that it was built for. One that does not say is taken to fit.</summary>
    /// <param name="exports">The names of all its exports.</param>
    internal ExportFindings Examine(IEnumerable<string> exports)
    {
        GuestContracts said = new();
        Dictionary<string, string> markers = new(StringComparer.Ordinal);
        foreach (string export in exports)
        {
            if (ContractMarker.ParseExport(export) is { } marker)
            {
                said.Add(marker);
                markers.TryAdd(marker.Contract, export);
            }
        }

        DifferenceList differences = new();
        List<ContractShape> shapes = [];
        foreach (string contract in said.Contracts)
        {
            if (said.Read(contract) is { } known)
            {
                shapes.Add(known);
            }
            else
            {
                differences.Add(ContractDifferenceKind.ContractChanged, contract, ContractSentences.Contradiction(contract));
            }
        }

        if (said.IsTooLong)
        {
            differences.Add(ContractDifferenceKind.ContractChanged, Name, ContractSentences.TooLong("its contracts"));
        }

        HashSet<string> explained = new(StringComparer.Ordinal);
        foreach (ContractChange change in ContractComparison.BreaksOfExports(shapes, shape))
        {
            explained.Add((change.After ?? change.Before)!.Key);
            differences.Add(ContractDifferenceKind.ContractChanged, Name, ContractSentences.Of(change, Name));
        }

        ContractShape? own = shapes.Find(known => known.Name == Name)
            ?? shapes.Find(known =>
                Exports.Any(export => export.TakesBlock && known.FindFunction(ContractKey.Of(export.Name)) is not null));
        return new ExportFindings(differences, explained, own is null ? null : markers[own.Name]);
    }

    private static bool IsAddress(Export? export) => export switch
    {
        GlobalExport global => global.Kind == ValueKind.Int32,
        FunctionExport function => GuestExports.IsAddress(function.Parameters, function.Results),
        _ => false,
    };

    private static void Compare(Export? export, GuestExport expected, DifferenceList differences)
    {
        if (export is not FunctionExport function)
        {
            AddMissing($"the function `{expected.Name}` of the type `{expected.Signature}`", expected.Name, "", differences);
        }
        else if (ContractSentences.Signature(function.Parameters, function.Results) is var actual && actual != expected.Signature)
        {
            differences.Add(
                ContractDifferenceKind.SignatureChanged,
                expected.Name,
                $"The guest exports `{expected.Name}` as {Quoted.Of(actual)}; the host calls it as `{expected.Signature}`.");
        }
    }

    private static void AddMissing(string what, string name, string remedy, DifferenceList differences) =>
        differences.Add(
            ContractDifferenceKind.ExportMissing,
            name,
            $"The guest lacks the export of {what}, which the host needs.{remedy}");
}
