using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>
/// Finds where an implementation throws an error for the guest that its contract does not state: it would stop the guest
/// (docs/abi.md, Errors).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredErrorAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Advice.UndeclaredError];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Throw);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (context.ContainingSymbol is not IMethodSymbol method
            || ((IThrowOperation)context.Operation).Exception?.WithoutConversion() is not { } thrown
            || thrown.Type is not INamedTypeSymbol { TypeArguments.Length: 1 } exception
            || !exception.IsNamed(KnownNames.GuestException)
            || !LeavesMethod(context.Operation, exception))
        {
            return;
        }

        ITypeSymbol error = exception.TypeArguments[0];
        foreach (IMethodSymbol declaration in method.ImplementedContractMethods())
        {
            if (!States(declaration, error))
            {
                // The fix adds the attribute there.
                IEnumerable<Location> places = declaration.Locations.Where(location => location.IsInSource);
                context.ReportDiagnostic(Diagnostic.Create(
                    Advice.UndeclaredError,
                    thrown.Syntax.GetLocation(),
                    places,
                    ImmutableDictionary<string, string?>.Empty.Add(
                        "Errors",
                        error.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)),
                    $"{declaration.ContainingType.Name}.{declaration.Name}",
                    error.Name));
                return;
            }
        }
    }

    private static bool States(IMethodSymbol declaration, ITypeSymbol error) =>
        declaration.FindAttribute(KnownNames.WasmErrors) is { ConstructorArguments.Length: 1 } attribute
        && SymbolEqualityComparer.Default.Equals(attribute.ConstructorArguments[0].Value as ITypeSymbol, error);

    /// <summary>Gets whether neither a lambda, which anyone may call, nor a <c>catch</c> is around it.</summary>
    private static bool LeavesMethod(IOperation operation, INamedTypeSymbol exception)
    {
        IOperation inner = operation;
        for (IOperation? outer = operation.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation
                || (outer is ITryOperation attempt
                    && inner == attempt.Body
                    && attempt.Catches.Any(handler => handler.Filter is null && Catches(handler.ExceptionType, exception))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Catches(ITypeSymbol caught, INamedTypeSymbol exception)
    {
        for (INamedTypeSymbol? type = exception; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, caught))
            {
                return true;
            }
        }

        return false;
    }
}
