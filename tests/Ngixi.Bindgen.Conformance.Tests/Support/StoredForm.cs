using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Conformance.Tests.Contracts;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>How a parameter's type is stored in memory, worked out from docs/abi.md alone and not by the runtime's layouts.</summary>
/// <param name="Size">In bytes, a multiple of the alignment.</param>
internal sealed record StoredForm(StoredKind Kind, int Size, int Alignment, Type Type, NullabilityInfo? Nullability)
{
    private static readonly NullabilityInfoContext Context = new();

    /// <summary>Not made before it is asked for: a record may have a list of itself.</summary>
    private Lazy<StoredForm>? item;

    /// <summary>Gets whether the keys of a dictionary are text; else they are 64 bits each.</summary>
    public bool IsKeyedByText { get; private init; }

    /// <summary>Gets the alignment of an entry of a dictionary.</summary>
    public int EntryAlignment => Math.Max(IsKeyedByText ? 4 : 8, Item.Alignment);

    /// <summary>Gets the size of an entry of a dictionary: the key, and the value at 8.</summary>
    public int EntrySize => RoundUp(8 + Item.Size, EntryAlignment);

    /// <summary>The form of the item of a list, of the value of a dictionary, or of what an optional value holds.</summary>
    public StoredForm Item => item!.Value;

    /// <summary>The properties of a record with their offsets.</summary>
    public IReadOnlyList<(PropertyInfo Property, StoredForm Form, int Offset)> Fields { get; private init; } = [];

    public bool IsNullable => Kind is StoredKind.Optional || Nullability?.ReadState == NullabilityState.Nullable;

    public static StoredForm Of(ParameterInfo parameter) => Of(parameter.ParameterType, Context.Create(parameter));

    /// <summary>The cases of a union, in the order of their declaration.</summary>
    public static IReadOnlyList<Type> CasesOf(Type union) =>
        [.. union.GetNestedTypes().Where(type => type.BaseType == union).OrderBy(type => type.MetadataToken)];

    public static StoredForm OfRecord(Type type)
    {
        int end = 0;
        int alignment = 1;
        List<(PropertyInfo, StoredForm, int)> fields = [];
        foreach (PropertyInfo property in type
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite))
        {
            StoredForm form = Of(property.PropertyType, Context.Create(property));
            int offset = RoundUp(end, form.Alignment);
            fields.Add((property, form, offset));
            end = offset + form.Size;
            alignment = Math.Max(alignment, form.Alignment);
        }

        return new StoredForm(StoredKind.Record, Math.Max(1, RoundUp(end, alignment)), alignment, type, null) { Fields = fields };
    }

    public static int RoundUp(int value, int alignment) => (value + alignment - 1) / alignment * alignment;

    private static StoredForm Of(Type type, NullabilityInfo nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            if (IsText(value))
            {
                return new StoredForm(StoredKind.Text, 8, 4, type, nullability);
            }

            if (value.IsGenericType)
            {
                return Of(value, nullability);
            }

            if (IsRecord(value))
            {
                return new StoredForm(StoredKind.Pointer, 4, 4, value, nullability);
            }

            StoredForm scalar = Scalar(value);
            int alignment = Math.Max(4, scalar.Alignment);
            int size = RoundUp(alignment + scalar.Size, alignment);
            return new StoredForm(StoredKind.Optional, size, alignment, type, nullability) { item = new(scalar) };
        }

        if (IsText(type))
        {
            return new StoredForm(StoredKind.Text, 8, 4, type, nullability);
        }

        if (type.IsArray || (type.IsGenericType && !IsDictionary(type)))
        {
            NullabilityInfo itemNullability = type.IsArray ? nullability.ElementType! : nullability.GenericTypeArguments[0];
            Type itemType = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
            bool isNumbers = itemType.IsPrimitive && itemType != typeof(bool) && itemType != typeof(char);
            return new StoredForm(isNumbers ? StoredKind.Numbers : StoredKind.List, 8, 4, type, nullability)
            {
                item = new(() => Of(itemType, itemNullability)),
            };
        }

        if (IsDictionary(type))
        {
            return new StoredForm(StoredKind.Dictionary, 8, 4, type, nullability)
            {
                item = new(() => Of(type.GetGenericArguments()[1], nullability.GenericTypeArguments[1])),
                IsKeyedByText = type.GetGenericArguments()[0] == typeof(string),
            };
        }

        if (IsRecord(type))
        {
            bool isNullable = nullability.ReadState == NullabilityState.Nullable;
            return isNullable ? new StoredForm(StoredKind.Pointer, 4, 4, type, nullability)
                : type.IsAbstract ? new StoredForm(StoredKind.Union, 8, 4, type, nullability)
                : OfRecord(type);
        }

        return Scalar(type);
    }

    private static StoredForm Scalar(Type type)
    {
        int size = type == typeof(bool) ? 1
            : type == typeof(char) ? 2
            : type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(DateTime) || type == typeof(TimeOnly) ? 8
            : type == typeof(Half) ? 4
            : type == typeof(Guid) ? 16
            : (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
        return new StoredForm(StoredKind.Scalar, size, type == typeof(Guid) ? 1 : size, type, null);
    }

    /// <summary>Gets whether it crosses as text: docs/abi.md, Converted types.</summary>
    private static bool IsText(Type type) =>
        type == typeof(string) || type == typeof(ReadOnlySpan<char>) || type == typeof(ReadOnlyMemory<char>)
            || type == typeof(decimal)
            || type == typeof(Int128)
            || type == typeof(UInt128)
            || type == typeof(Uri)
            || type == typeof(Version);

    private static bool IsDictionary(Type type) =>
        type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || type.GetGenericTypeDefinition() == typeof(Dictionary<,>));

    private static bool IsRecord(Type type) => type.Namespace == typeof(Point).Namespace && !type.IsEnum;
}
