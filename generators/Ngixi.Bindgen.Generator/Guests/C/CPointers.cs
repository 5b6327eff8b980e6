using Ngixi.Bindgen.Generator.Lowering;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>Whether a value has pointers in it, which are placed where it lands; those behind a pointer do not count.</summary>
internal sealed class CPointers(IReadOnlyDictionary<string, LoweredRecord> records) : IWireVisitor<bool>
{
    public bool AreIn(LoweredFields fields) => fields.Items.Any(field => field.Wire.Accept(this));

    public bool Visit(ScalarWire wire) => false;

    public bool Visit(EnumWire wire) => false;

    public bool Visit(BytesWire wire) => false;

    public bool Visit(TextWire wire) => true;

    public bool Visit(NumbersWire wire) => true;

    public bool Visit(TableWire wire) => true;

    public bool Visit(MapWire wire) => true;

    public bool Visit(StructWire wire) =>
        wire.IsUnion || !records.TryGetValue(wire.Name.Full, out LoweredRecord? record) || AreIn(record.Fields);

    public bool Visit(TupleWire wire) => AreIn(wire.Fields);

    public bool Visit(HandleWire wire) => false;

    public bool Visit(NullWire wire) => wire.Form != NullForm.Flag && wire.Form != NullForm.Handle;
}
