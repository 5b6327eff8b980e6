using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Abi;

/// <summary>Decides how the host calls a guest (docs/abi.md, Exports).</summary>
internal static class ExportLowering
{
    /// <summary>Gets whether arguments cross as one block: one of them is no wasm value.</summary>
    public static bool TakesBlock(IEnumerable<MethodParameter> parameters) => parameters.Any(parameter => !parameter.IsOut && !IsScalar(parameter.Type));

    public static LoweredExport Lower(ExportMethod export)
    {
        List<RawParameter> parameters = [];
        if (export.Arguments is not null)
        {
            parameters.Add(new RawParameter("arguments_len", WasmType.I32, RawRole.Length, 0));
        }
        else
        {
            foreach (MethodParameter parameter in export.Method.Parameters.Where(parameter => !parameter.IsOut))
            {
                parameters.Add(new RawParameter(Naming.ToSnakeCase(parameter.Name), FunctionLowering.TypeOf(parameter.Type), RawRole.Value, parameters.Count));
            }
        }

        WasmType? result = export.Method.Result switch
        {
            VoidType => null,
            { } type when IsScalar(type) => FunctionLowering.TypeOf(type),
            _ => WasmType.I64,
        };
        return new LoweredExport(export.Method.ImportName, parameters.ToEquatableArray(), result, IsPair: result is not null && !IsScalar(export.Method.Result));
    }

    public static bool IsScalar(BindingType type) => type is ScalarType or EnumType or InstantType or DurationType;
}

/// <summary>A method as an export of a core module.</summary>
/// <param name="IsPair">Whether the result is a pointer and a length in one i64.</param>
internal sealed record LoweredExport(string Name, EquatableArray<RawParameter> Parameters, WasmType? Result, bool IsPair);
