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

    /// <summary>Reports each change of an interface that breaks guests, where the changed thing stands.</summary>
    public void CheckChanges(INamedTypeSymbol symbol, ImportInterface contract, SymbolAnalysisContext context)
    {
        ContractShape shape = ContractText.ShapeOf(contract);
        foreach (ContractChange change in BreaksOf(shape))
        {
            ImportMethod? method = MethodOf(contract, change, out ResourceInterface? resource);
            ISymbol? place = method is not null
                ? SymbolOf(method, resource, symbol, context.Compilation)
                : TypeOf(change, contract.Enums, contract.Records, contract.Unions, context.Compilation);
            int version = method is null ? 0 : NextVersion(method, resource?.Methods ?? contract.Methods);
            Report(context.ReportDiagnostic, symbol, place, change, Advice(change, version), PropertiesOf(shape, change, method, version));
        }
    }

    /// <inheritdoc cref="CheckChanges(INamedTypeSymbol, ImportInterface, SymbolAnalysisContext)"/>
    public void CheckChanges(INamedTypeSymbol symbol, ExportInterface contract, SymbolAnalysisContext context)
    {
        ContractShape shape = ContractText.ShapeOf(contract);
        foreach (ContractChange change in BreaksOf(shape))
        {
            Report(context.ReportDiagnostic, symbol, PlaceOf(symbol, contract, change, context.Compilation), change, AdviceForExports(change), PropertiesOf(shape, change, null, 0));
        }
    }

    /// <summary>Reports each change of a method that guests export for another interface, which has it no more.</summary>
    public void CheckMoves(IReadOnlyCollection<KeyValuePair<INamedTypeSymbol, ExportInterface>> exports, CompilationAnalysisContext context)
    {
        Dictionary<string, ContractShape> present = exports.Select(export => ContractText.ShapeOf(export.Value)).GroupBy(shape => shape.Name).ToDictionary(shapes => shapes.Key, shapes => shapes.First());
        foreach ((INamedTypeSymbol symbol, ExportInterface contract) in exports.Where(export => !isBreakAccepted && export.Value.IsComplete).Select(export => (export.Key, export.Value)))
        {
            ContractShape shape = ContractText.ShapeOf(contract);
            foreach (ContractShape known in recorded.Contracts.Select(known => known.Current).Where(known => known.IsExported && known.Name != shape.Name))
            {
                IReadOnlyList<ContractChange> changes = ContractComparison.BreaksOfMoved(known, shape, function =>
                    !(present.TryGetValue(known.Name, out ContractShape? now) && now.FindFunction(function.Key) is not null)
                    && recorded.Find(shape.Name)?.Current.FindFunction(function.Key) is null);
                foreach (ContractChange change in changes)
                {
                    ISymbol? place = PlaceOf(symbol, contract, change, context.Compilation);
                    Report(context.ReportDiagnostic, symbol, place, change, AdviceForExports(change), PropertiesOf(shape, change, null, 0).Add("Moved", known.Name));
                }
            }
        }
    }

    /// <summary>Reports what concerns no one interface: a file that cannot be read, and interfaces that are gone.</summary>
    public void CheckFile(CompilationAnalysisContext context)
    {
        if (problem is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.UnreadableContractFile, LocationOf(problem.Line - 1, context.CancellationToken), $"line {problem.Line.ToString(CultureInfo.InvariantCulture)}, {problem.Message}"));
        }

        // A guest may export what no host calls.
        foreach (RecordedShapes contract in recorded.Contracts.Where(contract => !isBreakAccepted && !contract.Current.IsExported && !present.ContainsKey(contract.Current.Name)))
        {
            string name = contract.Current.Name;
            int line = file!.GetText(context.CancellationToken)!.Lines.First(line => line.ToString().Contains($"\"{name.Replace("\\", "\\\\")}\"")).LineNumber;
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
        ISymbol? place,
        ContractChange change,
        string advice,
        ImmutableDictionary<string, string?> properties) => report(Diagnostic.Create(
            Rules.BreaksGuests,
            (place ?? symbol).Locations.FirstOrDefault(location => location.IsInSource) ?? symbol.Locations[0],
            properties,
            change.Contract,
            Detail(change),
            advice));

    private static ISymbol? PlaceOf(INamedTypeSymbol symbol, ExportInterface contract, ContractChange change, Compilation compilation) =>
        contract.Methods.FirstOrDefault(method => ContractKey.Of(method.ImportName) == LineOf(change).Key) is { } method
            ? MethodSymbols.Find(symbol, method)
            : TypeOf(change, contract.Enums, contract.Records, contract.Unions, compilation);

    /// <summary>What is changed, as it stands in the source if it is still there.</summary>
    private static ContractLine LineOf(ContractChange change) => (change.After ?? change.Before)!;

    private static ImportMethod? MethodOf(ImportInterface contract, ContractChange change, out ResourceInterface? resource)
    {
        resource = null;
        if (Find(contract.Module, contract.Methods) is { } own)
        {
            return own;
        }

        foreach (ResourceInterface candidate in contract.Resources)
        {
            if (Find(candidate.Module, candidate.Methods) is { } method)
            {
                resource = candidate;
                return method;
            }
        }

        return null;

        ImportMethod? Find(string module, IEnumerable<ImportMethod> methods) =>
            methods.FirstOrDefault(method => ContractKey.Of(contract.Module, module, method.ImportName) == LineOf(change).Key);
    }

    private static IMethodSymbol? SymbolOf(ImportMethod method, ResourceInterface? resource, INamedTypeSymbol contract, Compilation compilation) =>
        (resource is null ? contract : SymbolOf(resource.Name, compilation)) is { } type ? MethodSymbols.Find(type, method) : null;

    /// <summary>The type, or the part of one, that a change is about.</summary>
    private static ISymbol? TypeOf(
        ContractChange change, IEnumerable<EnumDefinition> enums, IEnumerable<RecordDefinition> records, IEnumerable<UnionDefinition> unions, Compilation compilation)
    {
        (string? typeName, string? memberName) = LineOf(change) switch
        {
            ContractDefinition definition => (definition.Name, null),
            ContractMember member => (member.Owner, member.Name),
            _ => ((string?)null, (string?)null),
        };
        IEnumerable<TypeName> names = enums.Select(type => type.Name).Concat(records.Select(type => type.Name)).Concat(unions.Select(type => type.Name));
        INamedTypeSymbol? type = names.FirstOrDefault(name => name.Simple == typeName) is { } name ? SymbolOf(name, compilation) : null;
        return memberName is null ? type : type?.GetMembers(memberName).FirstOrDefault() ?? type;
    }

    private static INamedTypeSymbol? SymbolOf(TypeName name, Compilation compilation) =>
        compilation.GetTypeByMetadataName(new TypeName(name.Namespace, name.Path.Replace('.', '+')).Full);

    private static int NextVersion(ImportMethod method, IEnumerable<ImportMethod> methods) =>
        1 + methods.Where(other => MethodVersion.UnversionedName(other) == MethodVersion.UnversionedName(method)).Max(other => other.Version);

    private static string Detail(ContractChange change)
    {
        string before = change.Before is null ? "" : $" with '{change.Before.Display}'";
        return change.Kind == ContractChangeKind.Removed ? $"{before}, which is gone" : $"{before}: {change.Words.Replace('`', '\'')}";
    }

    private static string Advice(ContractChange change, int version) => change switch
    {
        { Kind: ContractChangeKind.Removed } => "bring it back",
        { Kind: ContractChangeKind.Renamed } => "leave its name as it was",
        _ when version > 0 => $"keep that method and put the new one beside it with [WasmVersion({version.ToString(CultureInfo.InvariantCulture)})]",
        _ when KindOf(change) is { } kind => $"leave the {kind} as it was and use a new one",
        _ => "leave it as it was",
    };

    // There are no versions of exports: a host that calls both asks a guest which it has.
    private static string AdviceForExports(ContractChange change) => change switch
    {
        { Kind: ContractChangeKind.Removed } => "bring it back",
        { Kind: ContractChangeKind.Renamed } => "leave its name as it was",
        _ when KindOf(change) is { } kind => $"leave the {kind} as it was, and use a new one in an interface of its own, which guests may lack",
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
    private ImmutableDictionary<string, string?> PropertiesOf(ContractShape shape, ContractChange change, ImportMethod? method, int nextVersion)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        properties["ContractFile"] = file!.Path;
        properties["Contract"] = shape.Text;
        if (method is not null && change is { Kind: ContractChangeKind.Changed, Before: ContractFunction before, After: ContractFunction after })
        {
            properties["Recorded"] = before.Signature.Text;
            properties["Current"] = after.Signature.Text;
            properties["Import"] = MethodVersion.UnversionedName(method);
            properties["Version"] = method.Version.ToString(CultureInfo.InvariantCulture);
            properties["NextVersion"] = nextVersion.ToString(CultureInfo.InvariantCulture);
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
