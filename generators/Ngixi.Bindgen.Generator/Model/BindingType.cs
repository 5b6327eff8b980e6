namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A C# type that crosses between host and guest. How it crosses is the business of <c>Abi</c>.</summary>
internal abstract record BindingType;

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

internal sealed record VoidType : BindingType;

internal sealed record ScalarType(Scalar Scalar) : BindingType;

internal sealed record EnumType(TypeName Name, Scalar Underlying) : BindingType;

/// <summary>A <c>DateTimeOffset</c>: a point in time, without its offset.</summary>
internal sealed record InstantType : BindingType;

/// <summary>A <c>TimeSpan</c>.</summary>
internal sealed record DurationType : BindingType;

internal sealed record GuidType : BindingType;

internal sealed record TextType(TextForm Form, bool IsNullable) : BindingType;

internal sealed record SequenceType(Scalar Element, SequenceForm Form, bool IsNullable) : BindingType;

/// <summary>A list of anything but numbers.</summary>
internal sealed record ListType(BindingType Element, ListForm Form, bool IsNullable) : BindingType;

internal enum ListForm
{
    Array,
    ReadOnlyList,
}

/// <summary>An <c>IReadOnlyDictionary&lt;string, T&gt;</c>.</summary>
internal sealed record DictionaryType(BindingType Value, bool IsNullable) : BindingType;

/// <summary>A record, or a union: see <see cref="RecordDefinition"/> and <see cref="UnionDefinition"/>.</summary>
internal sealed record RecordType(TypeName Name, bool IsValueType, bool IsNullable) : BindingType;

/// <summary>A value that has no null of its own, or null.</summary>
internal sealed record OptionalType(BindingType Value) : BindingType;

/// <summary>Several results: a tuple, or a result with <c>out</c> parameters.</summary>
internal sealed record TupleType(StoredFields Fields) : BindingType;

internal sealed record ResourceType(TypeName Name, bool IsNullable) : BindingType;

/// <summary>A <c>GuestContext</c> parameter: filled in by the host, unknown to the guest.</summary>
internal sealed record ContextType : BindingType;

/// <summary>A <c>CancellationToken</c> parameter: filled in by the host, unknown to the guest.</summary>
internal sealed record CancellationType : BindingType;
