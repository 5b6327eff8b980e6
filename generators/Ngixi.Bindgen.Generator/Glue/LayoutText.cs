using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>The layouts by which the runtime reads and writes types in memory.</summary>
internal sealed class LayoutText(GlueNames names) : IBindingTypeVisitor<string>
{
    public static string Of(GlueNames names, BindingType type) => type.Accept(new LayoutText(names));

    /// <summary>The layout of a pointer to a value that has no null of its own; 0 for null.</summary>
    public static string OfPointerTo(GlueNames names, BindingType type) =>
        new LayoutText(names).Around(GlueTypes.NullableStructLayout, type);

    public string Visit(VoidType type) => throw NotStored(type);

    public string Visit(FilledType type) => throw NotStored(type);

    public string Visit(ScalarType type) => type.Scalar switch
    {
        Scalar.Boolean => GlueTypes.BooleanLayout,
        Scalar.DateTimeOffset => GlueTypes.InstantLayout,
        Scalar.TimeSpan => GlueTypes.DurationLayout,
        Scalar.SByte
            or Scalar.Byte or Scalar.Int16 or Scalar.UInt16 or Scalar.Char or Scalar.Int32 or Scalar.UInt32 or Scalar.Int64 or Scalar.UInt64
            or Scalar.Single or Scalar.Double => $"{GlueTypes.NumberLayout}<{TypeText.OfScalar(type.Scalar)}>",
    };

    public string Visit(EnumType type) => $"{GlueTypes.EnumLayout}<{names.Type(type.Name)}>";

    public string Visit(GuidType type) => GlueTypes.GuidLayout;

    public string Visit(TextType type) => type.Form switch
    {
        TextForm.String => GlueTypes.StringLayout,
        TextForm.ReadOnlySpan => throw NotStored(type),
    };

    public string Visit(SequenceType type) => type.Form switch
    {
        SequenceForm.Array => $"{GlueTypes.ArrayLayout}<{TypeText.OfScalar(type.Element)}>",
        SequenceForm.ReadOnlyList => $"{GlueTypes.NumberListLayout}<{TypeText.OfScalar(type.Element)}>",
        SequenceForm.ReadOnlyMemory => $"{GlueTypes.ReadOnlyMemoryLayout}<{TypeText.OfScalar(type.Element)}>",
        SequenceForm.Span or SequenceForm.ReadOnlySpan => throw NotStored(type),
    };

    public string Visit(ListType type) => type.Form switch
    {
        ListForm.Array => Around(GlueTypes.ItemsLayout, type.Element),
        ListForm.ReadOnlyList => Around(GlueTypes.ListLayout, type.Element),
    };

    public string Visit(DictionaryType type)
    {
        if (type.Key is TextType)
        {
            return Around(GlueTypes.DictionaryLayout, type.Value);
        }

        string key = TypeText.Of(names, type.Key);
        string keys = $"{(type.Key is EnumType ? GlueTypes.EnumKeys : GlueTypes.NumberKeys)}<{key}>";
        return $"{GlueTypes.KeyedDictionaryLayout}<{key}, {keys}, {TypeText.Of(names, type.Value)}, {Of(names, type.Value)}>";
    }

    public string Visit(RecordType type) => GlueNames.Generated(GlueNames.LayoutOf(type.Name));

    public string Visit(NullableType type) => Around(type.Value.Accept(OrNull.Instance), type.Value);

    public string Visit(TupleType type) => throw NotStored(type);

    public string Visit(ResourceType type) => throw NotStored(type);

    public string Visit(ConvertedType type) =>
        $"{GlueTypes.ConvertedLayout}<{TypeText.Of(names, type)}, {TypeText.Of(names, type.Base)}, {Of(names, type.Base)}, "
        + $"{TypeText.ConverterOf(names, type)}>";

    private string Around(string layout, BindingType argument) => $"{layout}<{TypeText.Of(names, argument)}, {Of(names, argument)}>";

    private static InvalidOperationException NotStored(BindingType type) => new($"{type} is not stored in memory.");

    /// <summary>The layout around that of a value which may be null.</summary>
    private sealed class OrNull : IBindingTypeVisitor<string>
    {
        public static readonly OrNull Instance = new();

        public string Visit(VoidType type) => throw NotStored(type);

        public string Visit(FilledType type) => throw NotStored(type);

        public string Visit(ScalarType type) => GlueTypes.OptionalLayout;

        public string Visit(EnumType type) => GlueTypes.OptionalLayout;

        public string Visit(GuidType type) => GlueTypes.OptionalLayout;

        public string Visit(TextType type) => GlueTypes.NullableLayout;

        public string Visit(SequenceType type) => GlueTypes.NullableLayout;

        public string Visit(ListType type) => GlueTypes.NullableLayout;

        public string Visit(DictionaryType type) => GlueTypes.NullableLayout;

        public string Visit(RecordType type) => type.IsValueType ? GlueTypes.NullableStructLayout : GlueTypes.NullableRecordLayout;

        public string Visit(NullableType type) => throw NotStored(type);

        public string Visit(TupleType type) => throw NotStored(type);

        public string Visit(ResourceType type) => throw NotStored(type);

        /// <summary>
        /// Null as it is of the base, where the type has one of its own: a struct with the pair of a string is none without it.
        /// </summary>
        public string Visit(ConvertedType type) =>
            type.Base.Accept(this) is var layout && layout == GlueTypes.NullableLayout && type.Conversion.IsValueType
                ? GlueTypes.NullableValueLayout
                : layout;
    }
}
