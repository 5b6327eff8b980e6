using System.Globalization;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Printing.CSharp;

namespace Ngixi.Bindgen.Generator.Contracts;

/// <summary>
/// Puts what guests are built against into words, one line for each thing, in an order that does not depend on that of the
/// source. Two interfaces have the same lines exactly where a guest of one can be served by the other.
/// </summary>
/// <remarks>
/// What a guest cannot see is left out: documentation, default values, limits, tasks, and whether the host likes a sequence
/// as an array, a list or a span. A new type needs a case in <see cref="TypeText"/>, and where it has a definition of its own, one
/// in <see cref="DefinitionsOf"/>.
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
            .. contract.Methods.Select(export => $"{ContractKey.Of(export.Method.ImportName)}: {Signature("", export.Method)}").OrderBy(line => line, StringComparer.Ordinal),
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
        yield return $"{key}: {(enumeration.IsFlags ? ContractParser.Flags : "")}{CSharpText.Keyword(enumeration.Underlying)}";
        foreach (EnumMember member in enumeration.Members.OrderBy(member => member.Value).ThenBy(member => member.Name, StringComparer.Ordinal))
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

    private static string Fields(StoredFields fields) => ContractSignature.Print("", fields.Items.Select(field => (TypeText(field.Type), field.Name)), "", "");

    private static string Function(ImportInterface contract, string module, ImportMethod method, IReadOnlyList<ImportMethod> methods, string signature)
    {
        string replaces = MethodVersion.Before(method, methods) is { } earlier ? ContractParser.ReplacesStart + ContractKey.Of(contract.Module, module, earlier.ImportName) : "";
        return $"{ContractKey.Of(contract.Module, module, method.ImportName)}: {signature}{replaces}";
    }

    private static string Signature(string receiver, ImportMethod method) => ContractSignature.Print(
        receiver + MethodParser.WithoutAsync(method.Name, method.Completion),
        method.Parameters.Where(parameter => !parameter.IsOut && parameter.Type is not (ContextType or CancellationType)).Select(parameter => (TypeText(parameter.Type), parameter.Name)),
        method.Result is VoidType ? "" : TypeText(method.Result),
        method.Errors?.Name.Simple ?? "");

    /// <summary>A type in the words of C#, as far as it matters to guests.</summary>
    private static string TypeText(BindingType type) => type switch
    {
        ScalarType scalar => CSharpText.Keyword(scalar.Scalar),
        EnumType enumeration => NameText(enumeration.Name),
        InstantType => "DateTimeOffset",
        DurationType => "TimeSpan",
        GuidType => "Guid",
        TextType text => OrNull("string", text.IsNullable),
        SequenceType { Form: SequenceForm.Span } buffer => $"Span<{CSharpText.Keyword(buffer.Element)}>",
        SequenceType sequence => OrNull($"{CSharpText.Keyword(sequence.Element)}[]", sequence.IsNullable),
        ListType list => OrNull($"{TypeText(list.Element)}[]", list.IsNullable),
        DictionaryType dictionary => OrNull($"IReadOnlyDictionary<string, {TypeText(dictionary.Value)}>", dictionary.IsNullable),
        RecordType record => OrNull(NameText(record.Name), record.IsNullable),
        OptionalType optional => OrNull(TypeText(optional.Value), isNullable: true),
        TupleType tuple => Fields(tuple.Fields),
        ResourceType resource => OrNull(NameText(resource.Name), resource.IsNullable),
        _ => throw new InvalidOperationException($"{type} has no text in a contract."),
    };

    // A type of the host's with the name of one of .NET is told apart as C# would.
    private static string NameText(TypeName name) => ContractWords.IsBuiltIn(name.Simple) ? $"@{name.Simple}" : name.Simple;

    private static string OrNull(string type, bool isNullable) => isNullable ? $"{type}?" : type;
}
