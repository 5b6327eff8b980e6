using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A C# type that crosses between host and guest. How it crosses is the business of <c>Lowering</c>.</summary>
/// <remarks>
/// The kinds of types are closed: a new one does not compile before each <see cref="IBindingTypeVisitor{TResult}"/> knows it.
/// </remarks>
internal abstract record BindingType
{
    public abstract TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor);
}

/// <summary>Does something for each kind of type.</summary>
internal interface IBindingTypeVisitor<out TResult>
{
    TResult Visit(VoidType type);

    TResult Visit(FilledType type);

    TResult Visit(ScalarType type);

    TResult Visit(EnumType type);

    TResult Visit(GuidType type);

    TResult Visit(TextType type);

    TResult Visit(SequenceType type);

    TResult Visit(ListType type);

    TResult Visit(DictionaryType type);

    TResult Visit(RecordType type);

    TResult Visit(NullableType type);

    TResult Visit(TupleType type);

    TResult Visit(ResourceType type);

    TResult Visit(ConvertedType type);
}

/// <summary>A type of C# whose values are one wasm value.</summary>
internal enum Scalar
{
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Char,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,

    /// <summary>A point in time, without its offset.</summary>
    DateTimeOffset,
    TimeSpan,
}

internal enum TextForm
{
    String,
    ReadOnlySpan,
}

internal enum SequenceForm
{
    Array,
    ReadOnlyMemory,
    ReadOnlySpan,
    Span,
    ReadOnlyList,
}

internal enum ListForm
{
    Array,
    ReadOnlyList,
}

/// <summary>A parameter that the host fills in, unknown to the guest.</summary>
internal enum Filling
{
    /// <summary>A <c>GuestContext</c>.</summary>
    Context,

    /// <summary>A <c>CancellationToken</c>.</summary>
    Cancellation,
}

internal sealed record VoidType : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record FilledType(Filling Filling) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record ScalarType(Scalar Scalar) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record EnumType(TypeName Name, Scalar Underlying) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record GuidType : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record TextType(TextForm Form) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A sequence of numbers.</summary>
internal sealed record SequenceType(Scalar Element, SequenceForm Form) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A list of anything but numbers.</summary>
internal sealed record ListType(BindingType Element, ListForm Form) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>An <c>IReadOnlyDictionary&lt;TKey, T&gt;</c>.</summary>
/// <param name="Key">A string, an integer or an enum.</param>
internal sealed record DictionaryType(BindingType Key, BindingType Value) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A record, or a union: see <see cref="RecordDefinition"/> and <see cref="UnionDefinition"/>.</summary>
internal sealed record RecordType(TypeName Name, bool IsValueType) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A value or null: <c>T?</c> of a struct, or of a class.</summary>
internal sealed record NullableType(BindingType Value) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Several results: a tuple, or a result with <c>out</c> parameters.</summary>
internal sealed record TupleType(EquatableArray<RecordField> Fields) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record ResourceType(TypeName Name) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A type of .NET that the host converts to another and back.</summary>
/// <param name="Base">The type that it crosses as.</param>
/// <param name="Item">The item of a collection, or the value of a dictionary; null for any other type.</param>
internal sealed record ConvertedType(TypeConversion Conversion, BindingType Base, BindingType? Item) : BindingType
{
    public override TResult Accept<TResult>(IBindingTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal static class BindingTypes
{
    /// <summary>Gets whether a guest passes items of it, which <c>[MaxItems]</c> counts.</summary>
    public static bool IsCounted(this BindingType type) => type.AsItCrosses() is SequenceType or ListType or DictionaryType;

    /// <summary>Gets whether a guest passes bytes of it, which <c>[MaxBytes]</c> counts.</summary>
    public static bool HasBytes(this BindingType type) => type.IsCounted() || type.AsItCrosses() is TextType or RecordType;

    public static BindingType WithoutNull(this BindingType type) => type is NullableType nullable ? nullable.Value : type;

    /// <summary>Gets what a type crosses as, whether it may be null or not.</summary>
    public static BindingType AsItCrosses(this BindingType type) =>
        type.WithoutNull() is ConvertedType converted ? converted.Base : type.WithoutNull();
}
