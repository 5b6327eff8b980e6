using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>What each type of C# is on the wire.</summary>
internal sealed class WireTypes : IBindingTypeVisitor<Wire?>
{
    private readonly Dictionary<string, RecordDefinition> records;
    private readonly Dictionary<string, MemoryLayout> layouts = new(StringComparer.Ordinal);

    /// <param name="records">The records of the interface; a name of no record is that of a union.</param>
    public WireTypes(IEnumerable<RecordDefinition> records) =>
        this.records = records.ToDictionary(record => record.Name.Full, StringComparer.Ordinal);

    /// <summary>Gets the wire of a type that has values.</summary>
    public Wire Of(BindingType type) => type.Accept(this) ?? throw new InvalidOperationException($"{type} does not cross.");

    /// <summary>Gets the wire of a result, or null for none.</summary>
    public Wire? OfResult(BindingType type) => type.Accept(this);

    /// <summary>Places fields one after the other, each at its natural alignment, in the order of C.</summary>
    public LoweredFields Place(IEnumerable<RecordField> fields)
    {
        LayoutBuilder layout = new();
        List<LoweredField> placed = [];
        foreach (RecordField field in fields)
        {
            Wire wire = Of(field.Type);
            placed.Add(new LoweredField(field, wire, layout.Add(MemoryLayout.Of(wire, LayoutOf))));
        }

        return new LoweredFields(placed.ToEquatableArray(), layout.Finish());
    }

    Wire? IBindingTypeVisitor<Wire?>.Visit(VoidType type) => null;

    Wire? IBindingTypeVisitor<Wire?>.Visit(FilledType type) => null;

    Wire? IBindingTypeVisitor<Wire?>.Visit(ScalarType type) => ScalarOf(type.Scalar);

    Wire? IBindingTypeVisitor<Wire?>.Visit(EnumType type) => new EnumWire(type.Name, ScalarOf(type.Underlying).Stored);

    Wire? IBindingTypeVisitor<Wire?>.Visit(GuidType type) => new BytesWire();

    Wire? IBindingTypeVisitor<Wire?>.Visit(TextType type) => new TextWire(TextContent.None);

    Wire? IBindingTypeVisitor<Wire?>.Visit(SequenceType type) =>
        new NumbersWire(ScalarOf(type.Element).Stored, IsBuffer: type.Form == SequenceForm.Span);

    Wire? IBindingTypeVisitor<Wire?>.Visit(ListType type) => new TableWire(Of(type.Element));

    Wire? IBindingTypeVisitor<Wire?>.Visit(DictionaryType type) => new MapWire(Of(type.Key), Of(type.Value));

    Wire? IBindingTypeVisitor<Wire?>.Visit(RecordType type) => new StructWire(type.Name, IsUnion: !records.ContainsKey(type.Name.Full));

    Wire? IBindingTypeVisitor<Wire?>.Visit(NullableType type) => new NullWire(Of(type.Value));

    Wire? IBindingTypeVisitor<Wire?>.Visit(TupleType type) => new TupleWire(Place(type.Fields));

    Wire? IBindingTypeVisitor<Wire?>.Visit(ResourceType type) => new HandleWire(type.Name);

    Wire? IBindingTypeVisitor<Wire?>.Visit(ConvertedType type) => Of(type.Base) switch
    {
        ScalarWire wire => wire with { Unit = type.Conversion.Unit },
        TextWire wire => wire with { Content = type.Conversion.Content },
        Wire wire => wire,
    };

    public static ScalarWire ScalarOf(Scalar scalar) => scalar switch
    {
        Scalar.Boolean => new(StoredScalar.Boolean, ScalarUnit.None),
        Scalar.SByte => new(StoredScalar.I8, ScalarUnit.None),
        Scalar.Byte => new(StoredScalar.U8, ScalarUnit.None),
        Scalar.Int16 => new(StoredScalar.I16, ScalarUnit.None),
        Scalar.UInt16 => new(StoredScalar.U16, ScalarUnit.None),
        Scalar.Char => new(StoredScalar.U16, ScalarUnit.None),
        Scalar.Int32 => new(StoredScalar.I32, ScalarUnit.None),
        Scalar.UInt32 => new(StoredScalar.U32, ScalarUnit.None),
        Scalar.Int64 => new(StoredScalar.I64, ScalarUnit.None),
        Scalar.UInt64 => new(StoredScalar.U64, ScalarUnit.None),
        Scalar.Single => new(StoredScalar.F32, ScalarUnit.None),
        Scalar.Double => new(StoredScalar.F64, ScalarUnit.None),
        Scalar.DateTimeOffset => new(StoredScalar.I64, ScalarUnit.UnixNanoseconds),
        Scalar.TimeSpan => new(StoredScalar.I64, ScalarUnit.Nanoseconds),
    };

    private MemoryLayout LayoutOf(TypeName record)
    {
        if (!layouts.TryGetValue(record.Full, out MemoryLayout layout))
        {
            layouts.Add(record.Full, layout = Place(records[record.Full].Fields).Layout);
        }

        return layout;
    }
}
