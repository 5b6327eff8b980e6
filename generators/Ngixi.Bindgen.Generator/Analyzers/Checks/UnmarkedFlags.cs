using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Enums of 1, 2, 4, … without <c>[Flags]</c>: the glue refuses a combination, which is no defined value.</summary>
internal static class UnmarkedFlags
{
    private const int EnoughToLookLikeFlags = 3;

    public static void Check(ContractView contract, Seen seen)
    {
        // Nobody combines errors.
        IEnumerable<ImportMethod> methods = contract.Methods
            .Select(method => method.Model)
            .Concat((contract.Import?.Resources ?? default).SelectMany(resource => resource.Methods));
        HashSet<TypeName?> errors = [.. methods.Select(method => method.Errors?.Name)];
        foreach (EnumDefinition enumeration in contract.Enums)
        {
            if (!errors.Contains(enumeration.Name)
                && LooksLikeFlags(enumeration)
                && contract.Find(enumeration.Name) is { } type
                && type.Locations.Any(contract.IsHere)
                && type.FindAttribute(KnownNames.Flags) is null
                && seen.IsNew(enumeration.Name))
            {
                contract.Report(Advice.UnmarkedFlags, type.Locations[0], type.Name);
            }
        }
    }

    private static bool LooksLikeFlags(EnumDefinition enumeration)
    {
        HashSet<decimal> values = [.. enumeration.Members.Select(member => member.Value).Where(value => value != 0)];
        return values.Count >= EnoughToLookLikeFlags && values.All(IsPowerOfTwo);
    }

    private static bool IsPowerOfTwo(decimal value) => value > 0 && ((ulong)value & ((ulong)value - 1)) == 0;
}
