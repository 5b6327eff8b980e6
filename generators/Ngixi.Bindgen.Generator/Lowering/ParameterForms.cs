using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>The raw arguments that a parameter of an import becomes (docs/abi.md, Scalars to Values in memory).</summary>
/// <param name="name">The parameter's name, in snake_case.</param>
/// <param name="slot">The slot of the first argument.</param>
internal sealed class ParameterForms(string name, int slot) : IWireVisitor<IReadOnlyList<RawParameter>>
{
    public IReadOnlyList<RawParameter> Visit(ScalarWire wire) => [new(name, WasmTypes.Of(wire.Stored), RawRole.Value, slot)];

    public IReadOnlyList<RawParameter> Visit(EnumWire wire) => [new(name, WasmTypes.Of(wire.Stored), RawRole.Value, slot)];

    public IReadOnlyList<RawParameter> Visit(BytesWire wire) => Pointer;

    public IReadOnlyList<RawParameter> Visit(TextWire wire) => Pair;

    public IReadOnlyList<RawParameter> Visit(NumbersWire wire) => Pair;

    public IReadOnlyList<RawParameter> Visit(TableWire wire) => Pair;

    public IReadOnlyList<RawParameter> Visit(MapWire wire) => Pair;

    public IReadOnlyList<RawParameter> Visit(StructWire wire) => Pointer;

    public IReadOnlyList<RawParameter> Visit(TupleWire wire) => Pointer;

    public IReadOnlyList<RawParameter> Visit(HandleWire wire) => [new(name, WasmType.I32, RawRole.Handle, slot)];

    /// <summary>Null is 0 where the value is a pointer or a handle, and else a flag before the value.</summary>
    public IReadOnlyList<RawParameter> Visit(NullWire wire)
    {
        IReadOnlyList<RawParameter> value = wire.Value.Accept(this);
        return value[0].Role == RawRole.Value
            ? [new($"has_{name}", WasmType.I32, RawRole.Flag, slot), value[0] with { Slot = slot + 1 }]
            : value;
    }

    private IReadOnlyList<RawParameter> Pointer => [new($"{name}_ptr", WasmType.I32, RawRole.Pointer, slot)];

    private IReadOnlyList<RawParameter> Pair =>
        [new($"{name}_ptr", WasmType.I32, RawRole.Pointer, slot), new($"{name}_len", WasmType.I32, RawRole.Length, slot + 1)];
}
