using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>Finds the forms of the types of a contract. A guest wrote it, and nothing of it is trusted.</summary>
/// <param name="shape">The contract.</param>
internal sealed class Forms(ContractShape shape)
{
    private readonly Dictionary<string, ValueForm> defined = new(StringComparer.Ordinal);

    /// <summary>Gets the form of a type.</summary>
    /// <exception cref="NotSupportedException">It has none here; the message goes on after the name of the method.</exception>
    public ValueForm Of(ContractType type)
    {
        RequireStack();
        return type switch
        {
            ContractType.Nullable nullable => new NullableForm(Of(nullable.WithoutNull)),
            ContractType.List { Text: "byte[]" } => new BytesForm(),
            ContractType.List list => new ListForm(Of(list.Element)),
            ContractType.Tuple tuple => new FieldsForm { Fields = Of(tuple.Fields) },
            ContractType.Named named when shape.KindOf(named) is var kind and not ContractKind.BuiltIn => Defined(named.Name, kind),
            ContractType.Named { Name: "IReadOnlyDictionary", Arguments: [var key, var value] } => OfDictionary(Of(key), Of(value)),
            ContractType.Named named => PlainForms.Find(named.Name) ?? throw Unsupported(named.Text),
            _ => throw Unsupported(type.Text),
        };
    }

    /// <summary>Gets the forms of fields.</summary>
    public IReadOnlyList<(string Name, ValueForm Form)> Of(IReadOnlyList<ContractField> fields) =>
        [.. fields.Select(field => (field.Name, Of(field.Type)))];

    /// <summary>Ends what would nest deeper than the stack allows.</summary>
    public static void RequireStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new NotSupportedException("has types that nest deeper than can be");
        }
    }

    private static DictionaryForm OfDictionary(ValueForm key, ValueForm value) =>
        key is EnumForm || (key.Wasm is "i32" or "i64") || key == PlainForms.Find("string")
            ? new DictionaryForm(key, value)
            : throw Unsupported("a dictionary with such keys");

    private ValueForm Defined(string name, ContractKind kind)
    {
        if (defined.TryGetValue(name, out ValueForm? known))
        {
            return known;
        }

        IReadOnlyList<ContractMember> members = shape.MembersOf(name);
        switch (kind)
        {
            case ContractKind.Enum:
                return defined[name] = OfEnum(shape.FindType(name)!, members);
            case ContractKind.Record:
                FieldsForm record = new();
                defined[name] = record;
                record.Fields = Of(shape.FindType(name)!.Fields);
                return record;
            case ContractKind.Union:
                UnionForm union = new();
                defined[name] = union;
                union.Cases = members.All(one => one.Number is >= 0 and <= uint.MaxValue)
                    ? [.. members.Select(one => (one.Name, (uint)one.Number, new FieldsForm { Fields = Of(one.Fields) }))]
                    : throw Unsupported(name);
                return union;
            default:
                throw Unsupported($"the resource {name}");
        }
    }

    private static EnumForm OfEnum(ContractDefinition definition, IReadOnlyList<ContractMember> members) =>
        definition.Underlying is "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong"
        && members.All(member => member.Number is >= long.MinValue and <= ulong.MaxValue)
            ? new EnumForm(definition, members, PlainForms.Find(definition.Underlying)!)
            : throw Unsupported(definition.Name);

    private static NotSupportedException Unsupported(string type) => new($"has {type}, which needs a host of its own");
}
