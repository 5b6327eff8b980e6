using System.Globalization;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Contracts;

/// <summary>
/// Puts what guests are built against into words, one line for each thing, in an order that does not depend on that of the
/// source. Two interfaces have the same lines exactly where a guest of one can be served by the other.
/// </summary>
/// <remarks>
/// What a guest cannot see is left out: documentation, default values, limits, tasks, and whether the host likes a sequence
/// as an array, a list or a span.
/// </remarks>
internal static class ContractText
{
    public static ContractShape ShapeOf(ImportInterface contract) => ContractHash.Shape(
        ContractKey.OfContract(contract.Module, contract.Name.Simple),
        [
            .. FunctionsOf(contract).OrderBy(line => line, StringComparer.Ordinal),
            .. DefinitionsOf(contract.Enums, contract.Records, contract.Unions),
        ]);

    /// <summary>An exported interface has no module. Its name has no slash for that, and is never that of an imported one.</summary>
    public static ContractShape ShapeOf(ExportInterface contract) => ContractHash.Shape(
        contract.Name.Simple,
        [
            .. contract.Methods
                .Select(method => $"{ContractKey.Of(method.ImportName)}: {Signature("", method)}")
                .OrderBy(line => line, StringComparer.Ordinal),
            .. DefinitionsOf(contract.Enums, contract.Records, contract.Unions),
        ]);

    private static IEnumerable<string> FunctionsOf(ImportInterface contract)
    {
        foreach (ImportMethod method in contract.Methods)
        {
            yield return Function(contract, contract.Module, method, contract.Methods, Signature("", method));
        }

        foreach (ResourceInterface resource in contract.Resources)
        {
            foreach (ImportMethod method in resource.Methods)
            {
                yield return Function(contract, resource.Module, method, resource.Methods, Signature($"{resource.Name.Simple}.", method));
            }

            if (resource.ReleaseName is not null)
            {
                yield return $"{ContractKey.Of(contract.Module, resource.Module, resource.ReleaseName)}: {resource.Name.Simple}.Dispose()";
            }
        }
    }

    /// <summary>The definitions of the types that the functions mention, each followed by its parts.</summary>
    private static IEnumerable<string> DefinitionsOf(
        IEnumerable<EnumDefinition> enums, IEnumerable<RecordDefinition> records, IEnumerable<UnionDefinition> unions) =>
    [
        .. enums.OrderBy(enumeration => enumeration.Name.Simple, StringComparer.Ordinal).SelectMany(Definition),
        .. records.Select(record => $"record {record.Name.Simple}: {Fields(record.Fields)}").OrderBy(line => line, StringComparer.Ordinal),
        .. unions.OrderBy(union => union.Name.Simple, StringComparer.Ordinal).SelectMany(Definition),
    ];

    private static IEnumerable<string> Definition(EnumDefinition enumeration)
    {
        string key = $"enum {enumeration.Name.Simple}";
        yield return $"{key}: {(enumeration.IsFlags ? ContractParser.Flags : "")}{ContractTypes.OfScalar(enumeration.Underlying)}";
        foreach (EnumMember member in enumeration.Members
            .OrderBy(member => member.Value)
            .ThenBy(member => member.Name, StringComparer.Ordinal))
        {
            yield return $"{key}.{member.Name}: {member.Value.ToString(CultureInfo.InvariantCulture)}";
        }
    }

    private static IEnumerable<string> Definition(UnionDefinition union)
    {
        string key = $"union {union.Name.Simple}";
        yield return key;
        for (int i = 0; i < union.Cases.Count; i++)
        {
            yield return $"{key}.{union.Cases[i].Name.Simple}: {i.ToString(CultureInfo.InvariantCulture)} {Fields(union.Cases[i].Fields)}";
        }
    }

    internal static string Fields(IEnumerable<RecordField> fields) =>
        ContractSignature.Print("", fields.Select(field => (TypeText(field.Type), field.Name)), "", "");

    private static string Function(
        ImportInterface contract, string module, ImportMethod method, IReadOnlyList<ImportMethod> methods, string signature)
    {
        string replaces = MethodVersion.Before(method, methods) is { } earlier
            ? ContractParser.ReplacesStart + ContractKey.Of(contract.Module, module, earlier.ImportName)
            : "";
        return $"{ContractKey.Of(contract.Module, module, method.ImportName)}: {signature}{replaces}";
    }

    private static string Signature(string receiver, ImportMethod method) => ContractSignature.Print(
        receiver + method.NameWithoutAsync,
        method.Parameters
            .Where(parameter => !parameter.IsOut && parameter.Type is not FilledType)
            .Select(parameter => (TypeText(parameter.Type), parameter.Name)),
        method.Result is VoidType ? "" : TypeText(method.Result),
        method.Errors?.Name.Simple ?? "");

    private static string TypeText(BindingType type) => type.Accept(ContractTypes.Instance);
}
