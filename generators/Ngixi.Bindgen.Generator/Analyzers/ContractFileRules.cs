using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Analyzers.Checks;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>The rules about what the project's contract file records: a change must not break the guests that were built for it.</summary>
internal sealed class ContractFileRules
{
    private const string Mode = "build_property.NgixiContracts";
    private const string Accept = "Accept";

    private readonly ConcurrentDictionary<string, bool> present = new(StringComparer.Ordinal);
    private readonly AdditionalText? file;
    private readonly ContractFile recorded = ContractFile.Empty;
    private readonly ContractFileException? problem;
    private readonly bool isBreakAccepted;

    public ContractFileRules(AnalyzerOptions options, CancellationToken cancellation)
    {
        isBreakAccepted = options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Mode, out string? mode) && mode == Accept;
        file = options.AdditionalFiles.Where(RecordedContract.IsFile).OrderBy(text => text.Path, StringComparer.Ordinal).FirstOrDefault();
        try
        {
            recorded = file is null ? ContractFile.Empty : ContractFile.Parse(file.GetText(cancellation)?.ToString() ?? "");
        }
        catch (ContractFileException exception)
        {
            problem = exception;
        }
    }

    /// <summary>Notes an interface, also one that has errors and is not checked for breaks.</summary>
    public void Note(INamedTypeSymbol symbol)
    {
        if (symbol.FindAttribute(KnownNames.WasmImport)?.FirstArgument() is { } module)
        {
            present[ContractKey.OfContract(module, symbol.Name)] = true;
        }
    }

    /// <summary>
    /// Reports what an interface does to guests: breaks, where the changed thing stands, and lower limits, at their attributes.
    /// </summary>
    public void CheckChanges(INamedTypeSymbol symbol, ImportInterface contract, SymbolAnalysisContext context)
    {
        ContractPlaces places = new(symbol, contract, context.Compilation);
        HostContract now = ContractLimits.Of(contract);
        foreach (ContractChange change in BreaksOf(now.Shape))
        {
            MethodPlace? method = places.FindMethod(LineOf(change));
            Report(
                context.ReportDiagnostic,
                symbol,
                places,
                change,
                Advice(change, method?.NextVersion ?? 0),
                PropertiesOf(now, change, method));
        }

        ReportLimits(context.ReportDiagnostic, symbol, places, recorded.Find(now.Shape.Name), now, context.CancellationToken);
    }

    /// <inheritdoc cref="CheckChanges(INamedTypeSymbol, ImportInterface, SymbolAnalysisContext)"/>
    public void CheckChanges(INamedTypeSymbol symbol, ExportInterface contract, SymbolAnalysisContext context)
    {
        ContractPlaces places = new(symbol, contract, context.Compilation);
        HostContract now = ContractLimits.Of(contract);
        foreach (ContractChange change in BreaksOf(now.Shape))
        {
            Report(context.ReportDiagnostic, symbol, places, change, AdviceForExports(change), PropertiesOf(now, change, method: null));
        }

        ReportLimits(context.ReportDiagnostic, symbol, places, recorded.Find(now.Shape.Name), now, context.CancellationToken);
    }

    /// <summary>Reports each change of a method that guests export for another interface, which has it no more.</summary>
    public void CheckMoves(IReadOnlyCollection<KeyValuePair<INamedTypeSymbol, ExportInterface>> exports, CompilationAnalysisContext context)
    {
        Dictionary<string, ContractShape> present = exports
            .Select(export => ContractText.ShapeOf(export.Value))
            .GroupBy(shape => shape.Name)
            .ToDictionary(shapes => shapes.Key, shapes => shapes.First());
        foreach ((INamedTypeSymbol symbol, ExportInterface contract) in exports
            .Where(export => !isBreakAccepted && export.Value.IsComplete)
            .Select(export => (export.Key, export.Value)))
        {
            ContractPlaces places = new(symbol, contract, context.Compilation);
            HostContract now = ContractLimits.Of(contract);
            foreach (RecordedShapes known in recorded.Contracts.Where(known =>
                known.Current.IsExported && known.Current.Name != now.Shape.Name))
            {
                foreach (ContractChange change in ContractComparison.BreaksOfMoved(known.Current, now.Shape, IsMoved))
                {
                    Report(
                        context.ReportDiagnostic,
                        symbol,
                        places,
                        change,
                        AdviceForExports(change),
                        PropertiesOf(now, change, method: null).Add("Moved", known.Current.Name));
                }

                if (known.Current.Functions.Any(function => now.Shape.FindFunction(function.Key) is not null && IsMoved(function)))
                {
                    ReportLimits(context.ReportDiagnostic, symbol, places, known, now, context.CancellationToken);
                }

                bool IsMoved(ContractFunction function) =>
                    !(present.TryGetValue(known.Current.Name, out ContractShape? other) && other.FindFunction(function.Key) is not null)
                    && recorded.Find(now.Shape.Name)?.Current.FindFunction(function.Key) is null;
            }
        }
    }

    /// <summary>Reports what concerns no one interface: a file that cannot be read, and interfaces that are gone.</summary>
    public void CheckFile(CompilationAnalysisContext context)
    {
        if (problem is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.UnreadableContractFile,
                LocationOf(problem.Line - 1, context.CancellationToken),
                $"line {problem.Line.ToString(CultureInfo.InvariantCulture)}, {problem.Message}"));
        }

        // A guest may export what no host calls.
        foreach (RecordedShapes contract in recorded.Contracts.Where(contract =>
            !isBreakAccepted && !contract.Current.IsExported && !present.ContainsKey(contract.Current.Name)))
        {
            string name = contract.Current.Name;
            string recordedName = $"\"{name.Replace("\\", "\\\\")}\"";
            int line = file!.GetText(context.CancellationToken)!.Lines.First(line => line.ToString().Contains(recordedName)).LineNumber;
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.BreaksGuests,
                LocationOf(line, context.CancellationToken),
                ImmutableDictionary<string, string?>.Empty.Add("ContractFile", file.Path).Add("Gone", name),
                name,
                ", which is gone",
                "bring it back"));
        }
    }

    /// <summary>What breaks the guests of any recorded shape, each once.</summary>
    private IEnumerable<ContractChange> BreaksOf(ContractShape shape)
    {
        if (isBreakAccepted || recorded.Find(shape.Name) is not { } known)
        {
            return [];
        }

        HashSet<(string?, string?)> seen = [];
        return known.Earlier.Prepend(known.Current)
            .SelectMany(guests => ContractComparison.BreaksOf(guests, shape))
            .Where(change => seen.Add((change.Before?.Key, change.After?.Key)));
    }

    private static void Report(
        Action<Diagnostic> report,
        INamedTypeSymbol symbol,
        ContractPlaces places,
        ContractChange change,
        string advice,
        ImmutableDictionary<string, string?> properties) => report(Diagnostic.Create(
            Rules.BreaksGuests,
            (places.Find(LineOf(change)) ?? symbol).Locations.FirstOrDefault(location => location.IsInSource) ?? symbol.Locations[0],
            properties,
            change.Contract,
            Detail(change),
            advice));

    /// <summary>What is changed, as it stands in the source if it is still there.</summary>
    private static ContractLine LineOf(ContractChange change) => (change.After ?? change.Before)!;

    private void ReportLimits(
        Action<Diagnostic> report,
        INamedTypeSymbol symbol,
        ContractPlaces places,
        RecordedShapes? known,
        HostContract now,
        CancellationToken cancellation)
    {
        ParseContext context = ParseContext.Of(symbol, Violations.Ignore(), cancellation);
        foreach (LowerLimit lower in isBreakAccepted || known is null ? [] : LimitComparison.Find(known, now))
        {
            Location? place = places.FindAttribute(lower.Line, lower.Limit) is { } attribute ? context.PlaceOf(attribute) : null;
            report(Diagnostic.Create(
                Diagnostics.Advice.LowerLimit,
                place ?? symbol.Locations[0],
                ImmutableDictionary<string, string?>.Empty
                    .Add("ContractFile", file!.Path)
                    .Add("Contract", known!.Current.Name)
                    .Add("Limit", lower.Limit.Text),
                known.Current.Name,
                $"{Number(lower.Before)} {(lower.Limit.Unit == LimitUnit.Bytes ? "bytes" : "items")}",
                lower.Limit.Name,
                OwnerOf(lower.Line),
                lower.Option is null ? "" : $", the default of GuestOptions.{lower.Option}",
                Number(lower.Limit.Count),
                lower.Option is null ? "raise the limit" : "remove the limit"));
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string OwnerOf(ContractLine line) => line switch
    {
        ContractFunction function => function.Signature.Name,
        ContractMember member => member.Path,
        ContractDefinition definition => definition.Name,
        _ => line.Display,
    };

    private static string Detail(ContractChange change)
    {
        string before = change.Before is null ? "" : $" with '{change.Before.Display}'";
        return change.Kind == ContractChangeKind.Removed ? $"{before}, which is gone" : $"{before}: {change.Words.Replace('`', '\'')}";
    }

    private static string Advice(ContractChange change, int version) => change switch
    {
        { Kind: ContractChangeKind.Removed } => "bring it back",
        { Kind: ContractChangeKind.Renamed } => "leave its name as it was",
        _ when version > 0 =>
            $"keep that method and put the new one beside it with [WasmVersion({version.ToString(CultureInfo.InvariantCulture)})]",
        _ when KindOf(change) is { } kind => $"leave the {kind} as it was and use a new one",
        _ => "leave it as it was",
    };

    // There are no versions of exports: a host that calls both asks a guest which it has.
    private static string AdviceForExports(ContractChange change) => change switch
    {
        { Kind: ContractChangeKind.Removed } => "bring it back",
        { Kind: ContractChangeKind.Renamed } => "leave its name as it was",
        _ when KindOf(change) is { } kind =>
            $"leave the {kind} as it was, and use a new one in an interface of its own, which guests may lack",
        { Kind: ContractChangeKind.Added } => "put it into an interface of its own, which guests may lack",
        _ => "leave it as it was, and put the new one into an interface of its own, which guests may lack",
    };

    private static string? KindOf(ContractChange change) => LineOf(change) switch
    {
        ContractDefinition definition => definition.Kind.ToString().ToLowerInvariant(),
        ContractMember member => member.Kind.ToString().ToLowerInvariant(),
        _ => null,
    };

    /// <summary>What the code fixes work from.</summary>
    private ImmutableDictionary<string, string?> PropertiesOf(HostContract now, ContractChange change, MethodPlace? method)
    {
        ImmutableDictionary<string, string?>.Builder properties =
            ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        properties["ContractFile"] = file!.Path;
        properties["Contract"] = now.Shape.Text;
        properties["Limits"] = now.LimitsText;
        if (method is not null
            && change is { Kind: ContractChangeKind.Changed, Before: ContractFunction before, After: ContractFunction after })
        {
            properties["Recorded"] = before.Signature.Text;
            properties["Current"] = after.Signature.Text;
            properties["Import"] = MethodVersion.UnversionedName(method.Method);
            properties["Version"] = method.Method.Version.ToString(CultureInfo.InvariantCulture);
            properties["NextVersion"] = method.NextVersion.ToString(CultureInfo.InvariantCulture);
        }

        return properties.ToImmutable();
    }

    private Location LocationOf(int line, CancellationToken cancellation)
    {
        SourceText? text = file!.GetText(cancellation);
        if (text is null || text.Lines.Count == 0)
        {
            return Location.Create(file.Path, default, default);
        }

        TextSpan span = text.Lines[Math.Min(line, text.Lines.Count - 1)].Span;
        return Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
