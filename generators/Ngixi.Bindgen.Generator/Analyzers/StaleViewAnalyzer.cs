using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>
/// Finds implementations that call the guest and then use a span of it: the guest may have grown its memory, which may have
/// moved then (docs/abi.md, The host's rules, 5).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaleViewAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Advice.StaleView];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(Analyze);
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol method
            || !method.Parameters.Any(IsView)
            || !context.OperationBlocks.Any(block => block.Descendants().Any(operation => ViewFlow.NameOfGuestCall(operation) is not null))
            || !method.ImplementedContractMethods().Any())
        {
            return;
        }

        foreach (IOperation block in context.OperationBlocks.Where(block => block.Kind is OperationKind.Block or OperationKind.MethodBody))
        {
            ControlFlowGraph graph = context.GetControlFlowGraph(block);
            foreach (StaleUse use in ViewFlow.Find(graph, method.Parameters.Where(IsView)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Advice.StaleView, use.Operation.Syntax.GetLocation(), use.Parameter, use.Call));
            }
        }
    }

    private static bool IsView(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol { IsRefLikeType: true, Name: "Span" or "ReadOnlySpan" };
}
