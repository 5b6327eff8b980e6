using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Abi;

/// <summary>How a type is stored in memory: in a record, a list or a block (docs/abi.md, Values in memory).</summary>
/// <param name="Size">The size in bytes, a multiple of the alignment.</param>
internal readonly record struct StoredForm(int Size, int Alignment)
{
    /// <summary>A pointer and a length.</summary>
    private static readonly StoredForm Pair = new(8, 4);

    private static readonly StoredForm Pointer = new(4, 4);

    /// <param name="recordOf">Finds the form of a record.</param>
    public static StoredForm Of(BindingType type, Func<TypeName, StoredForm> recordOf) => type switch
    {
        ScalarType scalar => Of(scalar.Scalar),
        EnumType enumeration => Of(enumeration.Underlying),
        InstantType or DurationType => Of(Scalar.Int64),
        GuidType => new StoredForm(16, 1),
        TextType or SequenceType or ListType or DictionaryType => Pair,
        RecordType { IsNullable: true } => Pointer,
        RecordType record => recordOf(record.Name),
        OptionalType optional => Optional(Of(optional.Value, recordOf)),
        _ => throw new InvalidOperationException($"{type} is not stored in memory."),
    };

    /// <summary>A union: which case it is, and a pointer to it.</summary>
    public static StoredForm Union => Pair;

    /// <summary>Where the value of an optional one stands, after its flag.</summary>
    public static int ValueOffset(BindingType value, Func<TypeName, StoredForm> recordOf) => Math.Max(4, Of(value, recordOf).Alignment);

    /// <summary>Places fields one after the other. One without any has a byte, so that a list of it has a length in bytes.</summary>
    public static StoredFields Arrange(IEnumerable<StoredField> fields, Func<TypeName, StoredForm> recordOf)
    {
        int end = 0;
        int alignment = 1;
        List<StoredField> placed = [];
        foreach (StoredField field in fields)
        {
            StoredForm form = Of(field.Type, recordOf);
            int offset = RoundUp(end, form.Alignment);
            placed.Add(field with { Offset = offset });
            end = offset + form.Size;
            alignment = Math.Max(alignment, form.Alignment);
        }

        return new StoredFields(placed.ToEquatableArray(), Math.Max(1, RoundUp(end, alignment)), alignment);
    }

    private static StoredForm Optional(StoredForm value)
    {
        int alignment = Math.Max(4, value.Alignment);
        return new StoredForm(RoundUp(alignment + value.Size, alignment), alignment);
    }

    private static StoredForm Of(Scalar scalar)
    {
        int size = scalar switch
        {
            Scalar.Boolean or Scalar.SByte or Scalar.Byte => 1,
            Scalar.Int16 or Scalar.UInt16 or Scalar.Char => 2,
            Scalar.Int32 or Scalar.UInt32 or Scalar.Single => 4,
            _ => 8,
        };
        return new StoredForm(size, size);
    }

    private static int RoundUp(int value, int alignment) => (value + alignment - 1) / alignment * alignment;
}
