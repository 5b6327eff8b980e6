using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Returns the result of an import to the guest: a value that is not null.</summary>
/// <param name="area">The local variable of the result area.</param>
/// <param name="value">The local variable of the result.</param>
/// <param name="isInArea">Whether the result goes to the area, rather than being the wasm result.</param>
/// <param name="orNull">The end of the names of methods that return null by themselves.</param>
internal sealed class ValueReturns(GlueNames names, string area, string value, bool isInArea, string orNull) : IBindingTypeVisitor<string>
{
    public string Visit(VoidType type) => throw NotReturned(type);

    public string Visit(FilledType type) => throw NotReturned(type);

    public string Visit(ScalarType type) => isInArea ? $"call.ReturnScalar({area}, {value})" : $"call.Return({value})";

    public string Visit(EnumType type) =>
        isInArea ? $"call.ReturnScalar({area}, {value})" : $"call.Return(({TypeText.OfScalar(type.Underlying)}){value})";

    public string Visit(GuidType type) => $"call.ReturnGuid({area}, {value})";

    public string Visit(TextType type) => type.Form switch
    {
        TextForm.String => $"call.Return{orNull}String({area}, {value})",
        TextForm.ReadOnlySpan => $"call.ReturnText({area}, {value})",
    };

    public string Visit(SequenceType type) => type.Form switch
    {
        SequenceForm.Array => $"call.Return{orNull}Array({area}, {value})",
        SequenceForm.ReadOnlyMemory => $"call.ReturnSpan({area}, {value}.Span)",
        SequenceForm.ReadOnlyList => $"call.Return{orNull}List<{TypeText.OfScalar(type.Element)}>({area}, {value})",
        SequenceForm.Span or SequenceForm.ReadOnlySpan => $"call.ReturnSpan({area}, {value})",
    };

    public string Visit(ListType type) => Block(type);

    public string Visit(DictionaryType type) => Block(type);

    public string Visit(RecordType type) => Block(type);

    public string Visit(NullableType type) => throw NotReturned(type);

    public string Visit(TupleType type) => throw NotReturned(type);

    public string Visit(ResourceType type) =>
        $"call.Return{orNull}Resource<{names.Type(type.Name)}>({(isInArea ? $"{area}, " : "")}{value})";

    public string Visit(ConvertedType type) => type.Base is ListType or DictionaryType
        ? Block(type)
        : type.Base.Accept(
            new ValueReturns(names, area, $"{TypeText.ConverterOf(names, type)}.Write({value}, \"the result\")", isInArea, orNull));

    private string Block(BindingType type) =>
        $"call.ReturnBlock<{TypeText.Of(names, type)}, {LayoutText.Of(names, type)}>({area}, {value})";

    private static InvalidOperationException NotReturned(BindingType type) => new($"{type} is not returned by itself.");
}
