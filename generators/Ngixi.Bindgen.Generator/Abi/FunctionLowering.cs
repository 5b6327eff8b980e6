using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Abi;

/// <summary>Decides how a method crosses. The only place that does.</summary>
internal static class FunctionLowering
{
    public static LoweredFunction LowerMethod(string module, ImportMethod method, bool hasReceiver)
    {
        int slot = 0;
        RawParameter? receiver = hasReceiver ? new RawParameter("handle", WasmType.I32, RawRole.Handle, slot++) : null;
        List<LoweredParameter> parameters = [];
        foreach (MethodParameter parameter in method.Parameters)
        {
            parameters.Add(new LoweredParameter(parameter, LowerParameter(parameter, ref slot).ToEquatableArray()));
        }

        ResultPassing passing = PassingOf(method.Result, canFail: method.Errors is not null);
        RawParameter? area = passing == ResultPassing.Area ? new RawParameter("out_ptr", WasmType.I32, RawRole.ResultArea, slot) : null;
        WasmType? result = passing switch
        {
            ResultPassing.Direct => TypeOf(method.Result),
            ResultPassing.Area or ResultPassing.Status => WasmType.I32,
            _ => null,
        };
        return new LoweredFunction(module, method.ImportName, receiver, parameters.ToEquatableArray(), area, passing, result);
    }

    /// <summary>The import that ends a handle.</summary>
    public static LoweredFunction LowerRelease(string module, string name) =>
        new(module, name, new RawParameter("handle", WasmType.I32, RawRole.Handle, 0), default, Area: null, ResultPassing.None, Result: null);

    private static List<RawParameter> LowerParameter(MethodParameter parameter, ref int slot)
    {
        string name = Naming.ToSnakeCase(parameter.Name);
        if (parameter.IsOut)
        {
            return [];
        }

        switch (parameter.Type)
        {
            case TextType or SequenceType or ListType or DictionaryType:
                return
                [
                    new RawParameter($"{name}_ptr", WasmType.I32, RawRole.Pointer, slot++),
                    new RawParameter($"{name}_len", WasmType.I32, RawRole.Length, slot++),
                ];
            case ResourceType:
                return [new RawParameter(name, WasmType.I32, RawRole.Handle, slot++)];
            case OptionalType { Value: not GuidType } optional:
                return
                [
                    new RawParameter($"has_{name}", WasmType.I32, RawRole.Flag, slot++),
                    new RawParameter(name, TypeOf(optional.Value), RawRole.Value, slot++),
                ];
            case GuidType or OptionalType or RecordType:
                return [new RawParameter($"{name}_ptr", WasmType.I32, RawRole.Pointer, slot++)];
            case ScalarType or EnumType or InstantType or DurationType:
                return [new RawParameter(name, TypeOf(parameter.Type), RawRole.Value, slot++)];
            default:
                return [];
        }
    }

    /// <summary>The wasm type of a scalar, an enum or a handle.</summary>
    public static WasmType TypeOf(BindingType type) => type switch
    {
        ScalarType { Scalar: Scalar.Int64 or Scalar.UInt64 } => WasmType.I64,
        ScalarType { Scalar: Scalar.Single } => WasmType.F32,
        ScalarType { Scalar: Scalar.Double } => WasmType.F64,
        EnumType { Underlying: Scalar.Int64 or Scalar.UInt64 } => WasmType.I64,
        InstantType or DurationType => WasmType.I64,
        _ => WasmType.I32,
    };

    private static ResultPassing PassingOf(BindingType result, bool canFail) => result switch
    {
        VoidType => canFail ? ResultPassing.Status : ResultPassing.None,
        ScalarType or EnumType or InstantType or DurationType or ResourceType when !canFail => ResultPassing.Direct,
        _ => ResultPassing.Area,
    };
}
