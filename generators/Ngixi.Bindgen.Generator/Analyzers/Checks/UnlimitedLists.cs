using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Lists of a guest that only the limits of a whole call bound.</summary>
internal static class UnlimitedLists
{
    public static void Check(ContractView contract)
    {
        if (contract.Export is not null)
        {
            return;
        }

        foreach ((MethodParameter model, IParameterSymbol symbol) in contract.Methods.SelectMany(method => method.Parameters))
        {
            if (model is { IsOut: false, MaxItems: null, MaxBytes: null } && model.Type.AsItCrosses() is ListType or DictionaryType)
            {
                contract.Report(Advice.UnlimitedList, contract.SyntaxOf<ParameterSyntax>(symbol)?.Identifier.GetLocation(), model.Name);
            }
        }
    }
}
