using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>
/// Finds <c>linker.Define…(context =&gt; new …)</c> of something disposable: it ends with its instance only when it is registered.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeverDisposedAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Advice.NeverDisposed];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!call.TargetMethod.Name.StartsWith("Define", StringComparison.Ordinal))
        {
            return;
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter
                && IsForInstance(parameter.Type)
                && Made(argument.Value) is { Type: { } made } creation
                && made.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_IDisposable))
            {
                context.ReportDiagnostic(Diagnostic.Create(Advice.NeverDisposed, creation.Syntax.GetLocation(), made.Name));
            }
        }
    }

    /// <summary>What a lambda makes and returns at once.</summary>
    private static IObjectCreationOperation? Made(IOperation argument) =>
        argument is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body } }
        && body[0] is IReturnOperation { ReturnedValue: { } value }
            ? value.WithoutConversion() as IObjectCreationOperation
            : null;

    /// <summary>Gets whether a type is <c>Func&lt;GuestContext, T&gt;</c> of a contract.</summary>
    private static bool IsForInstance(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Func", TypeArguments.Length: 2 } function
        && function.TypeArguments[0] is INamedTypeSymbol context
        && context.IsNamed(KnownNames.GuestContext)
        && function.TypeArguments[1] is INamedTypeSymbol contract
        && contract.IsContract();
}
