using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Enums of 1, 2, 4, … without <c>[Flags]</c>: the glue refuses a combination, which is no defined value.</summary>
internal static class UnmarkedFlags
{
    private const int EnoughToLookLikeFlags = 3;

    public static void Check(ContractView contract, ConcurrentDictionary<INamedTypeSymbol, bool> seen)
    {
        IEnumerable<ITypeSymbol> types = contract.Methods.SelectMany(method =>
            method.Symbol.Parameters.Select(parameter => parameter.Type).Append(method.Symbol.ReturnType.WithoutTask()));
        foreach (INamedTypeSymbol type in types.OfType<INamedTypeSymbol>().Where(type => type.TypeKind == TypeKind.Enum))
        {
            if (type.Locations[0].IsInSource && LooksLikeFlags(type) && seen.TryAdd(type, true))
            {
                contract.Report(Advice.UnmarkedFlags, type.Locations[0], type.Name);
            }
        }
    }

    private static bool LooksLikeFlags(INamedTypeSymbol type)
    {
        if (type.FindAttribute("System.FlagsAttribute") is not null)
        {
            return false;
        }

        HashSet<decimal> values = [.. type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .Select(field => Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture))
            .Where(value => value != 0)];
        return values.Count >= EnoughToLookLikeFlags && values.All(IsPowerOfTwo);
    }

    private static bool IsPowerOfTwo(decimal value) => value > 0 && ((ulong)value & ((ulong)value - 1)) == 0;
}
