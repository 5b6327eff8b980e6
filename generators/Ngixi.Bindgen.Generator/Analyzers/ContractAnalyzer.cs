using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>
/// Says what the generator leaves out, and why. It asks the very parser that the generator uses, so the two cannot differ.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.UnsupportedType,
        Rules.PassedByReference,
        Rules.Generic,
        Rules.NotAMethod,
        Rules.DuplicateImportName,
        Rules.InvalidName,
        Rules.UnsafeCodeNotAllowed,
        Rules.NotAccessible,
        Rules.DuplicateStubName,
        Rules.ResourceInTwoModules,
        Rules.InvalidMaxBytes,
        Rules.InvalidErrors,
        Rules.BreaksGuests,
        Rules.InvalidVersion,
        Rules.UnreadableContractFile,
        Rules.InvalidMaxItems,
        Rules.InvalidExport,
        Rules.ImportAndResource,
        Rules.LanguageTooOld,
        Rules.NameIsHidden,
        Rules.GeneratorFailed,
        Rules.InvalidFilter,
        Advice.ResourceNotHandedOut,
        Advice.LowerLimit,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            ConcurrentDictionary<INamedTypeSymbol, ImportInterface> contracts = new(SymbolEqualityComparer.Default);
            ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources = new(SymbolEqualityComparer.Default);
            ConcurrentDictionary<INamedTypeSymbol, ExportInterface> exports = new(SymbolEqualityComparer.Default);
            ContractFileRules recorded = new(start.Options, start.CancellationToken);

            // What is wrong with a record is found in each interface that mentions it.
            ConcurrentDictionary<(string Id, Location Place, string Message), bool> reported = new();
            start.RegisterSymbolAction(
                symbol => AnalyzeInterface(symbol, contracts, resources, exports, recorded, reported),
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                WholeContractRules.Check(contracts, resources, exports, end);
                recorded.CheckMoves(exports, end);
                recorded.CheckFile(end);
            });
        });
    }

    private static void AnalyzeInterface(
        SymbolAnalysisContext context,
        ConcurrentDictionary<INamedTypeSymbol, ImportInterface> contracts,
        ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources,
        ConcurrentDictionary<INamedTypeSymbol, ExportInterface> exports,
        ContractFileRules recorded,
        ConcurrentDictionary<(string Id, Location Place, string Message), bool> reported)
    {
        INamedTypeSymbol symbol = (INamedTypeSymbol)context.Symbol;
        if (symbol.TypeKind != TypeKind.Interface)
        {
            return;
        }

        Violations violations = Violations.Collect();
        try
        {
            Analyze(symbol, contracts, resources, exports, recorded, violations, context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            violations.Add(Rules.GeneratorFailed, symbol.Locations[0], symbol.Name, $"{exception.GetType().Name}: {exception.Message}");
        }

        foreach (Diagnostic violation in violations.Collected)
        {
            if (reported.TryAdd((violation.Id, violation.Location, violation.GetMessage(CultureInfo.InvariantCulture)), true))
            {
                context.ReportDiagnostic(violation);
            }
        }
    }

    private static void Analyze(
        INamedTypeSymbol symbol,
        ConcurrentDictionary<INamedTypeSymbol, ImportInterface> contracts,
        ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources,
        ConcurrentDictionary<INamedTypeSymbol, ExportInterface> exports,
        ContractFileRules recorded,
        Violations violations,
        SymbolAnalysisContext context)
    {
        recorded.Note(symbol);
        if (InterfaceParser.ParseImport(symbol, violations, context.CancellationToken) is { } contract)
        {
            contracts.TryAdd(symbol, contract);
            if (violations.Collected.Count == 0)
            {
                recorded.CheckChanges(symbol, contract, context);
            }

            CheckProject(context.Compilation, symbol, violations);
        }

        if (InterfaceParser.ParseResource(
            symbol,
            module: "",
            isHandedOut: false,
            ParseContext.Of(symbol, violations, context.CancellationToken),
            out _) is { } resource)
        {
            resources.TryAdd(symbol, resource);
        }

        if (InterfaceParser.ParseExport(symbol, violations, context.CancellationToken) is { } exported)
        {
            exports.TryAdd(symbol, exported);
            if (violations.Collected.Count == 0)
            {
                recorded.CheckChanges(symbol, exported, context);
            }

            CheckProject(context.Compilation, symbol, violations);
        }
    }

    private static void CheckProject(Compilation compilation, INamedTypeSymbol symbol, Violations violations)
    {
        if (!GlueRequirements.IsUnsafeAllowed(compilation))
        {
            violations.Add(Rules.UnsafeCodeNotAllowed, symbol.Locations[0], symbol.Name);
        }

        if (!GlueRequirements.IsLanguageNewEnough(compilation, out string language))
        {
            violations.Add(Rules.LanguageTooOld, symbol.Locations[0], symbol.Name, language);
        }

        if (GlueRequirements.HiddenName(compilation) is { } hidden)
        {
            violations.Add(Rules.NameIsHidden, symbol.Locations[0], symbol.Name, hidden.Name, hidden.Reason);
        }
    }
}
