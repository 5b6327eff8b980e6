using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Public properties with an accessor that the glue cannot use: they look like a record's data, and no guest sees them.</summary>
internal static class LeftOutProperties
{
    public static void Check(ContractView contract, Seen seen)
    {
        foreach (RecordDefinition record in contract.Records.Concat(contract.Unions.SelectMany(union => union.Cases)))
        {
            if (contract.Find(record.Name) is { } type && type.Locations.Any(contract.IsHere) && seen.IsNew(record.Name))
            {
                HashSet<string> fields = [.. record.Fields.Select(field => field.Name)];
                foreach (IPropertySymbol property in type.GetMembers()
                    .OfType<IPropertySymbol>()
                    .Where(property => !fields.Contains(property.Name) && HasHiddenAccessor(property)))
                {
                    contract.Report(Advice.PropertyLeftOut, property.Locations[0], $"{type.Name}.{property.Name}");
                }
            }
        }
    }

    private static bool HasHiddenAccessor(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public }
        && property is { GetMethod: { } getter, SetMethod: { } setter }
        && (getter.DeclaredAccessibility != Accessibility.Public || setter.DeclaredAccessibility != Accessibility.Public);
}
