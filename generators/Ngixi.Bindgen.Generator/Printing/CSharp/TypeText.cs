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
        InstantType => GlueTypes.DateTimeOffset,
        DurationType => GlueTypes.TimeSpan,
        GuidType => GlueTypes.Guid,
        TextType { Form: TextForm.String } text => CSharpText.OrNull("string", text.IsNullable),
        TextType => $"{GlueTypes.ReadOnlySpan}<char>",
        SequenceType sequence => CSharpText.OrNull(SequenceOf(names, sequence), sequence.IsNullable),
        ListType { Form: ListForm.Array } array => CSharpText.OrNull($"{Of(names, array.Element)}[]", array.IsNullable),
        ListType list => CSharpText.OrNull($"{GlueTypes.IReadOnlyList}<{Of(names, list.Element)}>", list.IsNullable),
        DictionaryType dictionary => CSharpText.OrNull($"{GlueTypes.IReadOnlyDictionary}<string, {Of(names, dictionary.Value)}>", dictionary.IsNullable),
        RecordType record => CSharpText.OrNull(names.Type(record.Name), record.IsNullable),
        OptionalType optional => $"{Of(names, optional.Value)}?",
        TupleType tuple => $"({string.Join(", ", tuple.Fields.Items.Select(field => Of(names, field.Type)))})",
        ResourceType resource => CSharpText.OrNull(names.Type(resource.Name), resource.IsNullable),
        _ => throw new InvalidOperationException($"{type} has no printed form."),
    };

    /// <summary>The layout of a type that is stored in memory.</summary>
    public static string LayoutOf(GlueNames names, BindingType type) => type switch
    {
        ScalarType { Scalar: Scalar.Boolean } => GlueTypes.BooleanLayout,
        ScalarType scalar => $"{GlueTypes.NumberLayout}<{CSharpText.Keyword(scalar.Scalar)}>",
        EnumType => $"{GlueTypes.EnumLayout}<{Of(names, type)}>",
        InstantType => GlueTypes.InstantLayout,
        DurationType => GlueTypes.DurationLayout,
        GuidType => GlueTypes.GuidLayout,
        TextType { IsNullable: true } or SequenceType { IsNullable: true } or ListType { IsNullable: true } or DictionaryType { IsNullable: true } =>
            Around(names, GlueTypes.NullableLayout, WithoutNull(type)),
        TextType => GlueTypes.StringLayout,
        SequenceType sequence => $"{SequenceLayout(sequence.Form)}<{CSharpText.Keyword(sequence.Element)}>",
        ListType list => Around(names, list.Form == ListForm.Array ? GlueTypes.ItemsLayout : GlueTypes.ListLayout, list.Element),
        DictionaryType dictionary => Around(names, GlueTypes.DictionaryLayout, dictionary.Value),
        RecordType { IsNullable: true } record => Around(names, record.IsValueType ? GlueTypes.NullableStructLayout : GlueTypes.NullableRecordLayout, WithoutNull(record)),
        RecordType record => GlueNames.Generated(GlueNames.LayoutOf(record.Name)),
        OptionalType optional => Around(names, GlueTypes.OptionalLayout, optional.Value),
        _ => throw new InvalidOperationException($"{type} is not stored in memory."),
    };

    private static string Around(GlueNames names, string layout, BindingType argument) =>
        $"{layout}<{Of(names, argument)}, {LayoutOf(names, argument)}>";

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
            SequenceForm.ReadOnlyList => $"{GlueTypes.IReadOnlyList}<{element}>",
            SequenceForm.ReadOnlyMemory => $"{GlueTypes.ReadOnlyMemory}<{element}>",
            SequenceForm.Span => $"{GlueTypes.Span}<{element}>",
            _ => $"{GlueTypes.ReadOnlySpan}<{element}>",
        };
    }

    private static string SequenceLayout(SequenceForm form) => form switch
    {
        SequenceForm.ReadOnlyList => GlueTypes.NumberListLayout,
        SequenceForm.ReadOnlyMemory => GlueTypes.ReadOnlyMemoryLayout,
        _ => GlueTypes.ArrayLayout,
    };
}
