using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>How much memory a value takes in a record, a list or a block (docs/abi.md, Values in memory).</summary>
/// <param name="Size">The size in bytes, a multiple of the alignment.</param>
internal readonly record struct MemoryLayout(int Size, int Alignment)
{
    /// <summary>A union: the number of the case, and a pointer to it.</summary>
    public static readonly MemoryLayout Union = new(8, 4);

    /// <param name="recordOf">Finds the layout of a record.</param>
    public static MemoryLayout Of(Wire wire, Func<TypeName, MemoryLayout> recordOf) => wire.Accept(new Visitor(recordOf));

    /// <summary>The layout of what is no record.</summary>
    public static MemoryLayout Of(Wire wire) =>
        Of(wire, record => throw new InvalidOperationException($"The layout of {record.Full} is that of its fields."));

    /// <summary>The size of a number, which is its alignment, too.</summary>
    public static int SizeOf(StoredScalar scalar) => scalar switch
    {
        StoredScalar.Boolean or StoredScalar.I8 or StoredScalar.U8 => 1,
        StoredScalar.I16 or StoredScalar.U16 => 2,
        StoredScalar.I32 or StoredScalar.U32 or StoredScalar.F32 => 4,
        StoredScalar.I64 or StoredScalar.U64 or StoredScalar.F64 => 8,
    };

    private static MemoryLayout OfScalar(StoredScalar scalar) => new(SizeOf(scalar), SizeOf(scalar));

    private sealed class Visitor(Func<TypeName, MemoryLayout> recordOf) : IWireVisitor<MemoryLayout>
    {
        /// <summary>A pointer and a length; both are 0 for null.</summary>
        private static readonly MemoryLayout Pair = new(8, 4);

        private static readonly MemoryLayout Pointer = new(4, 4);

        public MemoryLayout Visit(ScalarWire wire) => OfScalar(wire.Stored);

        public MemoryLayout Visit(EnumWire wire) => OfScalar(wire.Stored);

        public MemoryLayout Visit(BytesWire wire) => new(BytesWire.Length, 1);

        public MemoryLayout Visit(TextWire wire) => Pair;

        public MemoryLayout Visit(NumbersWire wire) => Pair;

        public MemoryLayout Visit(TableWire wire) => Pair;

        public MemoryLayout Visit(MapWire wire) => Pair;

        public MemoryLayout Visit(StructWire wire) => wire.IsUnion ? Union : recordOf(wire.Name);

        public MemoryLayout Visit(TupleWire wire) => wire.Fields.Layout;

        public MemoryLayout Visit(HandleWire wire) => OfScalar(StoredScalar.I32);

        public MemoryLayout Visit(NullWire wire) => wire.Form switch
        {
            NullForm.Pair => Pair,
            NullForm.Pointer => Pointer,
            NullForm.Handle => OfScalar(StoredScalar.I32),
            NullForm.Flag => Flagged(wire.Value.Accept(this)),
        };

        /// <summary>The flag, then the value at its alignment.</summary>
        private static MemoryLayout Flagged(MemoryLayout value)
        {
            LayoutBuilder layout = new();
            layout.Add(OfScalar(StoredScalar.U32));
            layout.Add(value);
            return layout.Finish();
        }
    }
}
