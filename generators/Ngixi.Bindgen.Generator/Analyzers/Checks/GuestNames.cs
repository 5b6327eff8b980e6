using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Names that a stub has to change: they are words of the guest's language, or taken.</summary>
internal static class GuestNames
{
    public static void Check(ContractView contract, Seen seen)
    {
        List<EnumDefinition> enums = [.. contract.Enums.Where(type => seen.IsNew(type.Name))];
        List<RecordDefinition> records = [.. contract.Records.Where(type => seen.IsNew(type.Name))];
        List<UnionDefinition> unions = [.. contract.Unions.Where(type => seen.IsNew(type.Name))];
        foreach (GuestLanguage language in contract.Languages)
        {
            IEnumerable<StubNames> names =
            [
                contract.Import is { } import ? language.NamesOf(import)
                    : contract.Resource is { } resource ? language.NamesOf(resource)
                    : language.NamesOf(contract.Export!),
                .. enums.Select(language.NamesOf),
                .. records.Select(language.NamesOf),
                .. unions.Select(language.NamesOf),
            ];
            foreach (NameChange change in names.SelectMany(type => type.Changes))
            {
                Report(contract, change);
            }
        }
    }

    private static void Report(ContractView contract, NameChange change)
    {
        if (change.Method is { } method)
        {
            contract.Report(
                Advice.GuestNameDiffers,
                contract.Methods.First(view => view.Model == method).Location,
                method.Name,
                change.Given,
                change.Expected,
                change.Reason);
        }
        else if (change.Type == contract.Name)
        {
            contract.Report(Advice.GuestNameDiffers, null, contract.Symbol.Name, change.Given, change.Expected, change.Reason);
        }
        else if (contract.Find(change.Type) is { } type && type.Locations.FirstOrDefault(contract.IsHere) is { } place)
        {
            Location? memberPlace = change.Member is { } member
                ? type.GetMembers(member).FirstOrDefault()?.Locations.FirstOrDefault(contract.IsHere)
                : null;
            string symbol = change.Member is null ? type.Name : $"{type.Name}.{change.Member}";
            contract.Report(Advice.GuestNameDiffers, memberPlace ?? place, symbol, change.Given, change.Expected, change.Reason);
        }
    }
}
