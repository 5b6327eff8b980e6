namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>The wasm type of each shape that is one wasm value, and null for the others.</summary>
internal sealed class WasmTypes : IWireVisitor<WasmType?>
{
    /// <summary>Those of imports, where a handle is a wasm value, too.</summary>
    public static readonly WasmTypes Instance = new();

    public static WasmType Of(StoredScalar scalar) => scalar switch
    {
        StoredScalar.Boolean
            or StoredScalar.I8 or StoredScalar.U8 or StoredScalar.I16 or StoredScalar.U16 or StoredScalar.I32 or StoredScalar.U32 =>
            WasmType.I32,
        StoredScalar.I64 or StoredScalar.U64 => WasmType.I64,
        StoredScalar.F32 => WasmType.F32,
        StoredScalar.F64 => WasmType.F64,
    };

    public WasmType? Visit(ScalarWire wire) => Of(wire.Stored);

    public WasmType? Visit(EnumWire wire) => Of(wire.Stored);

    public WasmType? Visit(BytesWire wire) => null;

    public WasmType? Visit(TextWire wire) => null;

    public WasmType? Visit(NumbersWire wire) => null;

    public WasmType? Visit(TableWire wire) => null;

    public WasmType? Visit(MapWire wire) => null;

    public WasmType? Visit(StructWire wire) => null;

    public WasmType? Visit(TupleWire wire) => null;

    public WasmType? Visit(HandleWire wire) => WasmType.I32;

    public WasmType? Visit(NullWire wire) => wire.Form == NullForm.Handle ? WasmType.I32 : null;
}
