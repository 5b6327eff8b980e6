namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>How null is told from a value in memory (docs/abi.md, Values in memory).</summary>
internal enum NullForm
{
    /// <summary>A u32 before the value, 0 for null.</summary>
    Flag,

    /// <summary>A pointer and a length, both 0 for null.</summary>
    Pair,

    /// <summary>A pointer to the value, 0 for null.</summary>
    Pointer,

    /// <summary>A handle, 0 for null.</summary>
    Handle,
}

/// <summary>The form of null for each shape.</summary>
internal sealed class NullForms : IWireVisitor<NullForm>
{
    public static readonly NullForms Instance = new();

    public NullForm Visit(ScalarWire wire) => NullForm.Flag;

    public NullForm Visit(EnumWire wire) => NullForm.Flag;

    public NullForm Visit(BytesWire wire) => NullForm.Flag;

    public NullForm Visit(TextWire wire) => NullForm.Pair;

    public NullForm Visit(NumbersWire wire) => NullForm.Pair;

    public NullForm Visit(TableWire wire) => NullForm.Pair;

    public NullForm Visit(MapWire wire) => NullForm.Pair;

    public NullForm Visit(StructWire wire) => NullForm.Pointer;

    public NullForm Visit(TupleWire wire) => NullForm.Pointer;

    public NullForm Visit(HandleWire wire) => NullForm.Handle;

    public NullForm Visit(NullWire wire) => wire.Form;
}
