using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Reads what a guest passes: an argument of an import, or the result of an export.</summary>
/// <param name="reader">The local variable that reads.</param>
/// <param name="place">Where the value stands.</param>
/// <param name="limits">The most that the guest may pass.</param>
/// <param name="isFlagged">Whether null of a scalar is a flag in a slot before it; else it is a null pointer.</param>
internal sealed class ValueReads(GlueNames names, string reader, ValuePlace place, Limits limits, bool isFlagged)
    : IBindingTypeVisitor<string>
{
    private bool isNullable;

    private string Nullable => isNullable ? "Nullable" : "";

    public string Visit(VoidType type) => throw NotRead(type);

    public string Visit(FilledType type) => type.Filling switch
    {
        Filling.Context => $"{reader}.Context",
        Filling.Cancellation => $"{reader}.Cancellation",
    };

    public string Visit(ScalarType type) => isNullable
        ? OrNull(type, ScalarReads.Read(reader, type, place.Next))
        : ScalarReads.Read(reader, type, place);

    public string Visit(EnumType type) => isNullable
        ? OrNull(type, ScalarReads.Read(names, reader, type, place.Next))
        : ScalarReads.Read(names, reader, type, place);

    public string Visit(GuidType type) => $"{reader}.Read{Nullable}Guid({place})";

    public string Visit(TextType type) => type.Form switch
    {
        TextForm.String => $"{reader}.Read{Nullable}String({place}{limits.InBytes})",
        TextForm.ReadOnlySpan => $"{reader}.ReadText({place}{limits.InBytes})",
    };

    public string Visit(SequenceType type)
    {
        string element = TypeText.OfScalar(type.Element);
        string limited = $"{place}{limits.InBytesOf(type.Element)}";
        return type.Form switch
        {
            SequenceForm.ReadOnlySpan => $"{reader}.ReadSpan<{element}>({limited})",
            SequenceForm.Span => $"{reader}.ReadBuffer<{element}>({limited})",
            SequenceForm.Array or SequenceForm.ReadOnlyList or SequenceForm.ReadOnlyMemory =>
                $"{reader}.Read{Nullable}Array<{element}>({limited})",
        };
    }

    public string Visit(ListType type) => Stored(type);

    public string Visit(DictionaryType type) => Stored(type);

    public string Visit(RecordType type) => isNullable
        ? Stored(type)
        : $"{reader}.ReadRecord<{TypeText.Of(names, type)}, {LayoutText.Of(names, type)}>({place}{limits.InBytes})";

    public string Visit(NullableType type)
    {
        isNullable = true;
        return type.Value.Accept(this);
    }

    public string Visit(TupleType type) => throw NotRead(type);

    public string Visit(ResourceType type) => $"{reader}.Read{Nullable}Resource<{names.Type(type.Name)}>({place})";

    /// <summary>Read as its base is, and then converted; in memory where the base is read there, or may be null.</summary>
    public string Visit(ConvertedType type) => type.Base is ScalarType
        ? isNullable ? OrNull(type, Converted(type, place.Next)) : Converted(type, place)
        : isNullable || type.Base is ListType or DictionaryType ? Stored(type) : Converted(type, place);

    private string Converted(ConvertedType type, ValuePlace at)
    {
        string read = type.Base.Accept(new ValueReads(names, reader, at, limits, isFlagged));
        string types = $"{TypeText.Of(names, type)}, {TypeText.Of(names, type.Base)}, {TypeText.ConverterOf(names, type)}";
        return $"{reader}.Convert<{types}>({read}{at.NameText})";
    }

    private string Stored(BindingType value)
    {
        BindingType type = isNullable ? new NullableType(value) : value;
        return $"{reader}.ReadStored<{TypeText.Of(names, type)}, {LayoutText.Of(names, type)}>({place}{limits.InBytes}{limits.InItems})";
    }

    private string OrNull(BindingType type, string value) => isFlagged
        ? $"{reader}.ReadBoolean({place}) ? {value} : null"
        : $"{reader}.ReadStored<{TypeText.Of(names, type)}?, {LayoutText.OfPointerTo(names, type)}>({place})";

    private static InvalidOperationException NotRead(BindingType type) => new($"{type} has no slot.");
}

/// <summary>The most that a guest may pass, as arguments of what reads it.</summary>
internal sealed record Limits(int? MaxBytes, int? MaxItems)
{
    public static readonly Limits None = new(null, null);

    public string InBytes => MaxBytes is { } bytes ? $", maxBytes: {CSharpText.Number(bytes)}" : "";

    public string InItems => MaxItems is { } items ? $", maxItems: {CSharpText.Number(items)}" : "";

    /// <summary>The limit of a sequence of numbers is one of bytes, however it was stated.</summary>
    public string InBytesOf(Scalar element)
    {
        long? itemBytes = MaxItems is { } items ? (long)items * MemoryLayout.SizeOf(WireTypes.ScalarOf(element).Stored) : null;
        long? limit = MaxBytes is { } bytes && (itemBytes is null || bytes < itemBytes) ? bytes : itemBytes;
        return limit is < int.MaxValue ? $", maxBytes: {CSharpText.Number((int)limit.Value)}" : "";
    }
}
