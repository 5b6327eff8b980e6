using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Contracts outside of a nullable context: what they do not say, the glue takes as never null.</summary>
internal static class Nullability
{
    public static void Check(ContractView contract)
    {
        bool isUnknown = contract.Methods
            .Where(method => SymbolEqualityComparer.Default.Equals(method.Symbol.ContainingType, contract.Symbol))
            .SelectMany(method =>
                method.Symbol.Parameters.Select(parameter => parameter.Type).Append(method.Symbol.ReturnType.WithoutTask()))
            .Any(type =>
                type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None }
                && type.Name is not ("Task" or "GuestContext"));
        if (isUnknown)
        {
            contract.Report(Advice.NullabilityUnknown, null, contract.Symbol.Name);
        }
    }
}
