using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>Decides how each method of an interface crosses (docs/abi.md). Nothing else does.</summary>
internal sealed class InterfaceLowering
{
    private readonly WireTypes types;

    private InterfaceLowering(IEnumerable<RecordDefinition> records) => types = new WireTypes(records);

    public static LoweredImports Lower(ImportInterface contract)
    {
        InterfaceLowering lowering = new(contract.Records);
        return new LoweredImports(
            contract,
            contract.Methods.Select(method => lowering.Lower(contract.Module, method, hasReceiver: false)).ToEquatableArray(),
            contract.Resources.Select(lowering.Lower).ToEquatableArray(),
            lowering.Lower(contract.Enums, contract.Records, contract.Unions));
    }

    public static LoweredExports Lower(ExportInterface contract)
    {
        InterfaceLowering lowering = new(contract.Records);
        return new LoweredExports(
            contract,
            contract.Methods.Select(lowering.Lower).ToEquatableArray(),
            lowering.Lower(contract.Enums, contract.Records, contract.Unions));
    }

    private LoweredTypes Lower(
        EquatableArray<EnumDefinition> enums, EquatableArray<RecordDefinition> records, EquatableArray<UnionDefinition> unions) =>
        new(
            enums,
            records.Select(Lower).ToEquatableArray(),
            unions.Select(union => new LoweredUnion(union, union.Cases.Select(Lower).ToEquatableArray())).ToEquatableArray());

    private LoweredRecord Lower(RecordDefinition record) => new(record, types.Place(record.Fields));

    private LoweredResource Lower(ResourceInterface resource) => new(
        resource,
        resource.Methods.Select(method => Lower(resource.Module, method, hasReceiver: true)).ToEquatableArray(),
        resource.ReleaseName is { } release ? LowerRelease(resource.Module, release) : null);

    private static LoweredFunction LowerRelease(string module, string name) => new(
        module, name, Source: null, Handle, Parameters: default, Area: null, Value: null, Error: null, ResultPassing.None, Result: null);

    private static RawParameter Handle => new("handle", WasmType.I32, RawRole.Handle, Slot: 0);

    private LoweredFunction Lower(string module, ImportMethod method, bool hasReceiver)
    {
        RawParameter? receiver = hasReceiver ? Handle : null;
        int slot = hasReceiver ? 1 : 0;
        List<LoweredParameter> parameters = [];
        foreach (MethodParameter parameter in method.Parameters.Where(IsPassed))
        {
            Wire wire = types.Of(parameter.Type);
            IReadOnlyList<RawParameter> raw = wire.Accept(new ParameterForms(Naming.ToSnakeCase(parameter.Name), slot));
            slot += raw.Count;
            parameters.Add(new LoweredParameter(parameter, wire, raw.ToEquatableArray()));
        }

        Wire? value = types.OfResult(method.Result);
        WasmType? direct = value?.Accept(WasmTypes.Instance);
        ResultPassing passing = (value, method.Errors) switch
        {
            (null, null) => ResultPassing.None,
            (null, _) => ResultPassing.Status,
            (_, null) when direct is not null => ResultPassing.Direct,
            _ => ResultPassing.Area,
        };
        return new LoweredFunction(
            module,
            method.ImportName,
            method,
            receiver,
            parameters.ToEquatableArray(),
            passing == ResultPassing.Area ? new RawParameter("out_ptr", WasmType.I32, RawRole.ResultArea, slot) : null,
            value,
            method.Errors is { } errors ? (EnumWire)types.Of(errors) : null,
            passing,
            passing switch
            {
                ResultPassing.None => null,
                ResultPassing.Direct => direct,
                ResultPassing.Area or ResultPassing.Status => WasmType.I32,
                ResultPassing.Pair => WasmType.I64,
            });
    }

    /// <summary>Arguments cross as one block where one of them is no wasm value.</summary>
    private LoweredExport Lower(ImportMethod method)
    {
        List<MethodParameter> passed = [.. method.Parameters.Where(IsPassed)];
        List<(MethodParameter Source, Wire Wire, WasmType? Type)> arguments = [.. passed
            .Select(parameter => (parameter, types.Of(parameter.Type)))
            .Select(argument => (argument.parameter, argument.Item2, argument.Item2.Accept(WasmTypes.Instance)))];
        bool takesBlock = arguments.Any(argument => argument.Type is null);
        List<LoweredParameter> parameters = [.. arguments.Select((argument, slot) => new LoweredParameter(
            argument.Source,
            argument.Wire,
            takesBlock
                ? default
                : new[]
                {
                    new RawParameter(Naming.ToSnakeCase(argument.Source.Name), argument.Type!.Value, RawRole.Value, slot),
                }.ToEquatableArray()))];
        Wire? value = types.OfResult(method.Result);
        WasmType? direct = value?.Accept(WasmTypes.Instance);
        return new LoweredExport(
            method.ImportName,
            method,
            parameters.ToEquatableArray(),
            types.Place(passed.Select(parameter => new RecordField(parameter.Name, parameter.Type))),
            takesBlock,
            takesBlock
                ? new[] { new RawParameter("arguments_len", WasmType.I32, RawRole.Length, 0) }.ToEquatableArray()
                : parameters.SelectMany(parameter => parameter.Raw).ToEquatableArray(),
            value,
            value is null ? ResultPassing.None : direct is not null ? ResultPassing.Direct : ResultPassing.Pair,
            value is null ? null : direct ?? WasmType.I64);
    }

    /// <summary>Gets whether the caller passes a parameter: no result, and nothing that the host fills in.</summary>
    private static bool IsPassed(MethodParameter parameter) => !parameter.IsOut && parameter.Type is not FilledType;
}
