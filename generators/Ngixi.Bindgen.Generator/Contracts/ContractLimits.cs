using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Contracts;

/// <summary>Lists the limits of what guests pass, which the contract file records and the hash of a contract leaves out.</summary>
internal static class ContractLimits
{
    public static HostContract Of(ImportInterface contract)
    {
        ContractShape shape = ContractText.ShapeOf(contract);
        return new HostContract(
            shape,
            [
                .. OfParameters(contract, contract.Module, contract.Methods),
                .. contract.Resources.SelectMany(resource => OfParameters(contract, resource.Module, resource.Methods)),
                .. OfFields(shape, contract.Records, contract.Unions),
            ]);
    }

    /// <summary>A guest passes no parameters to its own exports.</summary>
    public static HostContract Of(ExportInterface contract)
    {
        ContractShape shape = ContractText.ShapeOf(contract);
        return new HostContract(shape, OfFields(shape, contract.Records, contract.Unions));
    }

    private static IEnumerable<ContractLimit> OfParameters(ImportInterface contract, string module, IEnumerable<ImportMethod> methods) =>
        methods
            .SelectMany(method => method.Parameters.SelectMany(parameter =>
                Of(ContractKey.Of(contract.Module, module, method.ImportName), parameter.Name, parameter.MaxBytes, parameter.MaxItems)));

    /// <summary>Those of records and cases that guests pass, and do not only receive.</summary>
    private static IEnumerable<ContractLimit> OfFields(
        ContractShape shape, IEnumerable<RecordDefinition> records, IEnumerable<UnionDefinition> unions)
    {
        ContractUses uses = new(shape, shape.Functions);
        IEnumerable<(string Line, RecordDefinition Record)> passed =
        [
            .. records.Where(record => IsPassed(record.Name)).Select(record => ($"record {record.Name.Simple}", record)),
            .. unions
                .Where(union => IsPassed(union.Name))
                .SelectMany(union => union.Cases.Select(part => ($"union {union.Name.Simple}.{part.Name.Simple}", part))),
        ];
        return passed.SelectMany(one => one.Record.Fields.SelectMany(field => Of(one.Line, field.Name, maxBytes: null, field.MaxItems)));

        bool IsPassed(TypeName name) => uses.Of(name.Simple).HasFlag(Uses.Sent);
    }

    private static IEnumerable<ContractLimit> Of(string line, string name, int? maxBytes, int? maxItems)
    {
        if (maxBytes is { } bytes and >= 0)
        {
            yield return new ContractLimit(line, name, LimitUnit.Bytes, bytes);
        }

        if (maxItems is { } items and >= 0)
        {
            yield return new ContractLimit(line, name, LimitUnit.Items, items);
        }
    }
}
