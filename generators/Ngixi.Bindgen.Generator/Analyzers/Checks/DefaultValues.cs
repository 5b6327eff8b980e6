using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Default values that no stub can have: those of spans, times and other structs.</summary>
internal static class DefaultValues
{
    public static void Check(ContractView contract)
    {
        // The host calls an export, and has every default value that C# has.
        if (contract.Export is not null)
        {
            return;
        }

        foreach ((MethodParameter model, IParameterSymbol symbol) in contract.Methods.SelectMany(method => method.Parameters))
        {
            if (symbol.HasExplicitDefaultValue && model is { Default: null, Type: not FilledType })
            {
                contract.Report(
                    Advice.DefaultNotInStub,
                    contract.SyntaxOf<ParameterSyntax>(symbol)?.Default?.Value.GetLocation(),
                    symbol.Name);
            }
        }
    }
}
