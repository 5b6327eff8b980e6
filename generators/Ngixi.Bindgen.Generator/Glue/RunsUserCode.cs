using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>
/// Whether code of the user's runs while a value is read: a property, an enumerator, a memory manager. It may call the guest.
/// </summary>
internal sealed class RunsUserCode : IBindingTypeVisitor<bool>
{
    public static readonly RunsUserCode Instance = new();

    public bool Visit(VoidType type) => false;

    public bool Visit(FilledType type) => false;

    public bool Visit(ScalarType type) => false;

    public bool Visit(EnumType type) => false;

    public bool Visit(GuidType type) => false;

    public bool Visit(TextType type) => false;

    public bool Visit(SequenceType type) => type.Form switch
    {
        SequenceForm.Array or SequenceForm.ReadOnlySpan or SequenceForm.Span => false,
        SequenceForm.ReadOnlyMemory or SequenceForm.ReadOnlyList => true,
    };

    public bool Visit(ListType type) => true;

    public bool Visit(DictionaryType type) => true;

    public bool Visit(RecordType type) => true;

    public bool Visit(NullableType type) => type.Value.Accept(this);

    public bool Visit(TupleType type) => true;

    public bool Visit(ResourceType type) => true;

    public bool Visit(ConvertedType type) => type.Conversion.RunsUserCode || type.Base.Accept(this);
}
