using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Spans that no async method can take (CS4012), in methods that are there to be async.</summary>
internal static class SpansInTasks
{
    public static void Check(ContractView contract)
    {
        foreach (MethodView method in contract.Methods.Where(method => method.Model.Completion != Completion.Synchronous))
        {
            foreach ((MethodParameter model, IParameterSymbol symbol) in method.Parameters)
            {
                if (Instead(model.Type, symbol.Type) is { } instead)
                {
                    contract.Report(
                        Advice.SpanInTask,
                        contract.SyntaxOf<ParameterSyntax>(symbol)?.Type?.GetLocation(),
                        method.Model.Name,
                        symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                        instead);
                }
            }
        }
    }

    private static string? Instead(BindingType type, ITypeSymbol symbol) => type switch
    {
        TextType { Form: TextForm.ReadOnlySpan } => "take a string",
        SequenceType { Form: SequenceForm.ReadOnlySpan } =>
            $"take a ReadOnlyMemory<{TextOf(((INamedTypeSymbol)symbol).TypeArguments[0])}>",
        SequenceType { Form: SequenceForm.Span } => "return an array",
        _ => null,
    };

    private static string TextOf(ITypeSymbol element) => element.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
