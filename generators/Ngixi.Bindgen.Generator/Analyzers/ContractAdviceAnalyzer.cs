using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Analyzers.Checks;
using Ngixi.Bindgen.Generator.Diagnostics;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>Says what of a contract can be bound and is hardly meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAdviceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Advice.UnlimitedList,
        Advice.OwnImport,
        Advice.ResourceNotReleased,
        Advice.DisposeAsyncImport,
        Advice.GuestNameDiffers,
        Advice.DefaultNotInStub,
        Advice.PrefixWithoutSeparator,
        Advice.SpanInTask,
        Advice.UnmarkedFlags,
        Advice.NullabilityUnknown,
        Advice.NameWithoutPrefix,
        Advice.PropertyLeftOut,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            Seen flags = new();
            Seen names = new();
            Seen properties = new();
            start.RegisterSymbolAction(symbol => Analyze(symbol, flags, names, properties), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Seen flags, Seen names, Seen properties)
    {
        if (((INamedTypeSymbol)context.Symbol).TypeKind != TypeKind.Interface || ContractView.From(context) is not { } contract)
        {
            return;
        }

        OwnImports.Check(contract);
        Disposal.Check(contract);
        GuestNames.Check(contract, names);
        DefaultValues.Check(contract);
        Prefixes.Check(contract);
        SpansInTasks.Check(contract);
        UnmarkedFlags.Check(contract, flags);
        Nullability.Check(contract);
        UnlimitedLists.Check(contract);
        LeftOutProperties.Check(contract, properties);
    }
}
