using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Abi;

/// <summary>A wasm value type.</summary>
internal enum WasmType
{
    I32,
    I64,
    F32,
    F64,
}

/// <summary>What one raw argument means.</summary>
internal enum RawRole
{
    Value,

    /// <summary>1 where there is a value, 0 for null.</summary>
    Flag,
    Handle,
    Pointer,
    Length,
    ResultArea,
}

/// <summary>Where a result goes.</summary>
internal enum ResultPassing
{
    None,

    /// <summary>It is the wasm result.</summary>
    Direct,

    /// <summary>Into the result area; the wasm result is the status.</summary>
    Area,

    /// <summary>There is none; the wasm result is the status.</summary>
    Status,
}

/// <summary>One raw argument.</summary>
/// <param name="Slot">Its place among the arguments.</param>
internal sealed record RawParameter(string Name, WasmType Type, RawRole Role, int Slot);

/// <summary>A parameter and the raw arguments that it becomes: none for what the host fills in.</summary>
internal sealed record LoweredParameter(MethodParameter Source, EquatableArray<RawParameter> Raw);

/// <summary>A method as an import of a core module (docs/abi.md). It knows nothing of any language on either side.</summary>
/// <param name="Receiver">The handle that the method is called on, for a resource's method.</param>
/// <param name="Area">The pointer to the result area, where the result goes there.</param>
internal sealed record LoweredFunction(
    string Module,
    string Name,
    RawParameter? Receiver,
    EquatableArray<LoweredParameter> Parameters,
    RawParameter? Area,
    ResultPassing Passing,
    WasmType? Result)
{
    public IEnumerable<RawParameter> RawParameters =>
        One(Receiver).Concat(Parameters.SelectMany(parameter => parameter.Raw)).Concat(One(Area));

    private static IEnumerable<RawParameter> One(RawParameter? parameter) => parameter is null ? [] : [parameter];
}
