using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Lowering;

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

    /// <summary>It is a pointer and a length in one i64: what a guest returns to the host.</summary>
    Pair,
}

/// <summary>One raw argument.</summary>
/// <param name="Slot">Its place among the arguments.</param>
internal sealed record RawParameter(string Name, WasmType Type, RawRole Role, int Slot);

/// <summary>A parameter that crosses, and the raw arguments that it becomes.</summary>
internal sealed record LoweredParameter(MethodParameter Source, Wire Wire, EquatableArray<RawParameter> Raw);

/// <summary>A method as an import of a core module (docs/abi.md). It knows nothing of any guest's language.</summary>
/// <param name="Source">The method, or null for the release of a handle.</param>
/// <param name="Receiver">The handle that the method is called on, for a resource's method.</param>
/// <param name="Parameters">The parameters that guests see.</param>
/// <param name="Area">The pointer to the result area, where the result goes there.</param>
/// <param name="Value">The result, or null for none.</param>
/// <param name="Error">The errors that a guest can handle, or null.</param>
/// <param name="Result">The wasm result, or null for none.</param>
internal sealed record LoweredFunction(
    string Module,
    string Name,
    ImportMethod? Source,
    RawParameter? Receiver,
    EquatableArray<LoweredParameter> Parameters,
    RawParameter? Area,
    Wire? Value,
    EnumWire? Error,
    ResultPassing Passing,
    WasmType? Result)
{
    public IEnumerable<RawParameter> RawParameters =>
        One(Receiver).Concat(Parameters.SelectMany(parameter => parameter.Raw)).Concat(One(Area));

    /// <summary>The functions of methods without those that have a later version.</summary>
    public static IEnumerable<LoweredFunction> Latest(IReadOnlyList<LoweredFunction> functions)
    {
        HashSet<ImportMethod> latest = [.. MethodVersion.Latest([.. functions.Select(function => function.Source!)])];
        return functions.Where(function => latest.Contains(function.Source!));
    }

    private static IEnumerable<RawParameter> One(RawParameter? parameter) => parameter is null ? [] : [parameter];
}

/// <summary>A method as an export of a core module (docs/abi.md, Exports).</summary>
/// <param name="Source">The method; its import name is the export's.</param>
/// <param name="Parameters">The parameters, each with its raw argument where there is no block.</param>
/// <param name="Arguments">The arguments as one block, which is how they travel.</param>
/// <param name="TakesBlock">Whether the guest takes that block; else each argument is a wasm value.</param>
/// <param name="RawParameters">The raw arguments.</param>
/// <param name="Value">The result, or null for none.</param>
/// <param name="Passing">Where the result goes.</param>
/// <param name="Result">The wasm result, or null for none.</param>
internal sealed record LoweredExport(
    string Name,
    ImportMethod Source,
    EquatableArray<LoweredParameter> Parameters,
    LoweredFields Arguments,
    bool TakesBlock,
    EquatableArray<RawParameter> RawParameters,
    Wire? Value,
    ResultPassing Passing,
    WasmType? Result)
{
    /// <summary>Gets the arguments as one block, or null where each is a wasm value.</summary>
    public LoweredFields? Block => TakesBlock ? Arguments : null;
}
