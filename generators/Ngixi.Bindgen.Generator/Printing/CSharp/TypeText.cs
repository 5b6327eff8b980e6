using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Types as C# writes them, and the layouts that they are stored by.</summary>
internal static class TypeText
{
    public static string Of(GlueNames names, BindingType type) => type switch
    {
        VoidType => "void",
        ScalarType scalar => CSharpText.Keyword(scalar.Scalar),
        EnumType enumeration => names.Type(enumeration.Name),
        InstantType => names["DateTimeOffset"],
        DurationType => names["TimeSpan"],
        GuidType => names["Guid"],
        TextType { Form: TextForm.String } text => OrNull("string", text.IsNullable),
        TextType => $"{names["ReadOnlySpan"]}<char>",
        SequenceType sequence => OrNull(SequenceOf(names, sequence), sequence.IsNullable),
        ListType { Form: ListForm.Array } array => OrNull($"{Of(names, array.Element)}[]", array.IsNullable),
        ListType list => OrNull($"{names["IReadOnlyList"]}<{Of(names, list.Element)}>", list.IsNullable),
        DictionaryType dictionary => OrNull($"{names["IReadOnlyDictionary"]}<string, {Of(names, dictionary.Value)}>", dictionary.IsNullable),
        RecordType record => OrNull(names.Type(record.Name), record.IsNullable),
        OptionalType optional => $"{Of(names, optional.Value)}?",
        TupleType tuple => $"({string.Join(", ", tuple.Fields.Items.Select(field => Of(names, field.Type)))})",
        ResourceType resource => OrNull(names.Type(resource.Name), resource.IsNullable),
        _ => throw new InvalidOperationException($"{type} has no printed form."),
    };

    /// <summary>The layout of a type that is stored in memory.</summary>
    public static string LayoutOf(GlueNames names, BindingType type) => type switch
    {
        ScalarType { Scalar: Scalar.Boolean } => names["BooleanLayout"],
        ScalarType scalar => $"{names["NumberLayout"]}<{CSharpText.Keyword(scalar.Scalar)}>",
        EnumType => $"{names["EnumLayout"]}<{Of(names, type)}>",
        InstantType => names["InstantLayout"],
        DurationType => names["DurationLayout"],
        GuidType => names["GuidLayout"],
        TextType { IsNullable: true } or SequenceType { IsNullable: true } or ListType { IsNullable: true } or DictionaryType { IsNullable: true } =>
            Around(names, "NullableLayout", WithoutNull(type)),
        TextType => names["StringLayout"],
        SequenceType sequence => $"{names[SequenceLayout(sequence.Form)]}<{CSharpText.Keyword(sequence.Element)}>",
        ListType list => Around(names, list.Form == ListForm.Array ? "ItemsLayout" : "ListLayout", list.Element),
        DictionaryType dictionary => Around(names, "DictionaryLayout", dictionary.Value),
        RecordType { IsNullable: true } record => Around(names, record.IsValueType ? "NullableStructLayout" : "NullableRecordLayout", WithoutNull(record)),
        RecordType record => names.Type(LayoutName(record.Name)),
        OptionalType optional => Around(names, "OptionalLayout", optional.Value),
        _ => throw new InvalidOperationException($"{type} is not stored in memory."),
    };

    private static string Around(GlueNames names, string layout, BindingType argument) =>
        $"{names[layout]}<{Of(names, argument)}, {LayoutOf(names, argument)}>";

    public static TypeName LayoutName(TypeName record) => new(record.Namespace, $"{record.Path.Replace(".", "")}Layout");

    public static BindingType WithoutNull(BindingType type) => type switch
    {
        TextType text => text with { IsNullable = false },
        SequenceType sequence => sequence with { IsNullable = false },
        ListType list => list with { IsNullable = false },
        DictionaryType dictionary => dictionary with { IsNullable = false },
        RecordType record => record with { IsNullable = false },
        OptionalType optional => optional.Value,
        _ => type,
    };

    private static string SequenceOf(GlueNames names, SequenceType sequence)
    {
        string element = CSharpText.Keyword(sequence.Element);
        return sequence.Form switch
        {
            SequenceForm.Array => $"{element}[]",
            SequenceForm.ReadOnlyList => $"{names["IReadOnlyList"]}<{element}>",
            SequenceForm.ReadOnlyMemory => $"{names["ReadOnlyMemory"]}<{element}>",
            SequenceForm.Span => $"{names["Span"]}<{element}>",
            _ => $"{names["ReadOnlySpan"]}<{element}>",
        };
    }

    private static string SequenceLayout(SequenceForm form) => form switch
    {
        SequenceForm.ReadOnlyList => "NumberListLayout",
        SequenceForm.ReadOnlyMemory => "ReadOnlyMemoryLayout",
        _ => "ArrayLayout",
    };

    private static string OrNull(string type, bool isNullable) => isNullable ? $"{type}?" : type;
}
