using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>
/// Finds implementations that hand out themselves or a field: each handle owns its object, so that releasing one disposes
/// what the host, or another handle, still uses.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandedOutTwiceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Advice.HandedOutTwice];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Return);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (context.ContainingSymbol is not IMethodSymbol method
            || ((IReturnOperation)context.Operation).ReturnedValue is not { } value
            || method.ReturnType.WithoutTask() is not INamedTypeSymbol { TypeKind: TypeKind.Interface } resource
            || resource.FindAttribute(KnownNames.WasmResource) is null
            || !resource.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_IDisposable)
            || IsInAnotherFunction(context.Operation)
            || !method.ImplementedContractMethods().Any())
        {
            return;
        }

        foreach (IOperation kept in Kept(value))
        {
            context.ReportDiagnostic(Diagnostic.Create(Advice.HandedOutTwice, kept.Syntax.GetLocation(), resource.Name));
        }
    }

    /// <summary>What of a returned value the host keeps. A static field may well be an object with nothing to dispose.</summary>
    private static IEnumerable<IOperation> Kept(IOperation value) => value.WithoutConversion() switch
    {
        IInstanceReferenceOperation self => [self],
        IFieldReferenceOperation { Field.IsStatic: false, Instance: IInstanceReferenceOperation } field => [field],
        ICoalesceAssignmentOperation assignment => Kept(assignment.Target),
        ICoalesceOperation either => Kept(either.Value).Concat(Kept(either.WhenNull)),
        IConditionalOperation { WhenFalse: { } otherwise } either => Kept(either.WhenTrue).Concat(Kept(otherwise)),
        _ => [],
    };

    private static bool IsInAnotherFunction(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
