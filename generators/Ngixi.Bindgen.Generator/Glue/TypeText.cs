using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Types as C# writes them.</summary>
internal sealed class TypeText(GlueNames names) : IBindingTypeVisitor<string>
{
    public static string Of(GlueNames names, BindingType type) => type.Accept(new TypeText(names));

    public string Visit(VoidType type) => "void";

    public string Visit(FilledType type) => throw new InvalidOperationException($"Glue passes {type} as it is.");

    public string Visit(ScalarType type) => OfScalar(type.Scalar);

    public string Visit(EnumType type) => names.Type(type.Name);

    public string Visit(GuidType type) => GlueTypes.Guid;

    public string Visit(TextType type) => type.Form switch
    {
        TextForm.String => "string",
        TextForm.ReadOnlySpan => $"{GlueTypes.ReadOnlySpan}<char>",
    };

    public string Visit(SequenceType type) => type.Form switch
    {
        SequenceForm.Array => $"{OfScalar(type.Element)}[]",
        SequenceForm.ReadOnlyList => $"{GlueTypes.IReadOnlyList}<{OfScalar(type.Element)}>",
        SequenceForm.ReadOnlyMemory => $"{GlueTypes.ReadOnlyMemory}<{OfScalar(type.Element)}>",
        SequenceForm.Span => $"{GlueTypes.Span}<{OfScalar(type.Element)}>",
        SequenceForm.ReadOnlySpan => $"{GlueTypes.ReadOnlySpan}<{OfScalar(type.Element)}>",
    };

    public string Visit(ListType type) => type.Form switch
    {
        ListForm.Array => $"{type.Element.Accept(this)}[]",
        ListForm.ReadOnlyList => $"{GlueTypes.IReadOnlyList}<{type.Element.Accept(this)}>",
    };

    public string Visit(DictionaryType type) => $"{GlueTypes.IReadOnlyDictionary}<{type.Key.Accept(this)}, {type.Value.Accept(this)}>";

    public string Visit(RecordType type) => names.Type(type.Name);

    public string Visit(NullableType type) => $"{type.Value.Accept(this)}?";

    public string Visit(TupleType type) => $"({string.Join(", ", type.Fields.Select(field => field.Type.Accept(this)))})";

    public string Visit(ResourceType type) => names.Type(type.Name);

    public string Visit(ConvertedType type) => $"{GlueTypes.Converted(type.Conversion)}{Arguments(type)}";

    /// <summary>The struct that converts a type.</summary>
    public static string ConverterOf(GlueNames names, ConvertedType type)
    {
        string key = type.Base is DictionaryType dictionary ? $"{Of(names, dictionary.Key)}, " : "";
        string arguments = type.Item is { } item ? $"<{key}{Of(names, item)}>" : "";
        return $"{GlueTypes.Converter(type.Conversion)}{arguments}";
    }

    private string Arguments(ConvertedType type) => type switch
    {
        { Base: DictionaryType dictionary } => $"<{dictionary.Key.Accept(this)}, {dictionary.Value.Accept(this)}>",
        { Item: { } item } => $"<{item.Accept(this)}>",
        _ when type.Conversion == TypeConversions.Characters => "<char>",
        _ => "",
    };

    public static string OfScalar(Scalar scalar) => scalar switch
    {
        Scalar.Boolean => "bool",
        Scalar.SByte => "sbyte",
        Scalar.Byte => "byte",
        Scalar.Int16 => "short",
        Scalar.UInt16 => "ushort",
        Scalar.Char => "char",
        Scalar.Int32 => "int",
        Scalar.UInt32 => "uint",
        Scalar.Int64 => "long",
        Scalar.UInt64 => "ulong",
        Scalar.Single => "float",
        Scalar.Double => "double",
        Scalar.DateTimeOffset => GlueTypes.DateTimeOffset,
        Scalar.TimeSpan => GlueTypes.TimeSpan,
    };
}
