using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>
/// Prints what guests implement: a prototype for each method, which does not link while it is missing, and the export that calls it.
/// </summary>
internal static class CExportPrinter
{
    public static StubFile Print(LoweredExports contract, IReadOnlyList<string> markers)
    {
        CHeader header = new(contract.Source.Name, CLanguage.FileOf(contract.Source.Name), contract.Types, resources: []);
        header.Types.DefineAll();
        CodeWriter writer = header.Body;
        string name = CText.InterfaceName(contract.Source.Name);
        CHeader.WriteOnce(writer, "area", () =>
        {
            writer.Line("NGIXI_EXPORT(\"ngixi_area\")");
            writer.Line("uint32_t ngixi_address_of_area(void) { return (uint32_t)(uintptr_t)&ngixi_area; }");
        });
        writer.Line();
        writer.Line(
            "// Report to the host which contract the guest was built for, and where it takes arguments, before any of its code runs.");
        for (int i = 0; i < markers.Count; i++)
        {
            writer.Line($"NGIXI_EXPORT({CText.Literal(markers[i])})");
            writer.Line($"uint32_t ngixi_contract_{name}_{CText.Number(i)}(void) {{ return (uint32_t)(uintptr_t)&ngixi_area; }}");
        }

        NameScope names = new();
        foreach (LoweredExport function in contract.Functions)
        {
            Write(header, function, names.Take(CText.FunctionName(contract.Source.Name, function.Source)), contract.Source.Name);
        }

        return header.ToFile(contract.Source.Documentation);
    }

    private static void Write(CHeader header, LoweredExport function, string name, TypeName owner)
    {
        CodeWriter writer = header.Body;
        CForm? result = function.Value switch
        {
            TupleWire tuple => header.Types.DefineFields(CText.ResultName(owner, function.Source), tuple.Fields),
            { } value => header.Types.FormOf(value),
            null => null,
        };
        List<CForm> forms = [.. function.Parameters.Select(parameter => header.Types.FormOf(parameter.Wire))];
        NameScope scope = new();
        List<string> parameters = [.. function.Parameters.Select(parameter => scope.Take(CText.Identifier(parameter.Source.Name)))];
        string returned = result switch
        {
            null => "void",
            CItems => result.Type,
            _ => result.Result,
        };
        List<(string Source, string Printed)> docs = [.. function.Parameters.Zip(
            parameters,
            (parameter, printed) => (parameter.Source.Name, printed))];
        string? ownership = result is CSequence or CItems or CBlock ? "It has to live until the host calls the guest again." : null;
        writer.Line();
        DoxygenPrinter.Write(
            writer,
            CLanguage.Notes.AddTo(function.Source.Documentation, function.Parameters, function.Value, ownership),
            docs);
        string list = parameters.Count == 0
            ? "void"
            : string.Join(", ", parameters.Select((parameter, i) => CForm.Declare(forms[i].Parameter, parameter)));
        writer.Line($"{CForm.Declare(returned, name)}({list});");
        writer.Line();
        string raw = string.Join(", ", function.RawParameters.Select((parameter, i) =>
            $"{(parameter.Role == RawRole.Length ? "uint32_t" : CText.WasmName(parameter.Type))} "
            + $"{(function.Block is null ? parameters[i] : "length")}"));
        CForm? arguments = function.Block is { } block ? header.Types.DefineFields($"{name}_arguments", block) : null;
        writer.Line($"NGIXI_EXPORT({CText.Literal(function.Name)})");
        writer.Line(
            $"{(function.Result is { } type ? CText.WasmName(type) : "void")} "
            + $"ngixi_export_{CText.Word(function.Name)}({(raw.Length == 0 ? "void" : raw)}) {{");
        writer.Indented(() => WriteBody(writer, function, name, arguments, parameters, forms, result, returned));
        writer.Line("}");
    }

    private static void WriteBody(
        CodeWriter writer,
        LoweredExport function,
        string name,
        CForm? block,
        List<string> parameters,
        List<CForm> forms,
        CForm? result,
        string returned)
    {
        List<string> arguments = [.. parameters.Select((parameter, i) => block is null ? $"({forms[i].Type}){parameter}"
            : forms[i].IsPointer && forms[i].Field == forms[i].Type ? $"&block->{parameter}"
            : $"block->{parameter}")];
        if (block is not null)
        {
            writer.Line($"{block.Type} *block = ({block.Type} *)ngixi_take_arguments(length);");
            if (block.Place is { } place)
            {
                writer.Line($"{place}(block, (uint32_t)(uintptr_t)block);");
            }
        }

        writer.Line("ngixi_depth++;");
        string call = $"{name}({string.Join(", ", arguments)})";
        if (result is null)
        {
            writer.Line($"{call};");
            writer.Line("ngixi_depth--;");
            return;
        }

        bool isStatic = function.Passing == ResultPassing.Pair && result.IsReturnedFromMemory;
        if (isStatic)
        {
            // The host reads it after the call.
            writer.Line($"static {CForm.Declare(returned, "result")};");
            writer.Line($"result = {call};");
        }
        else
        {
            writer.Line($"{CForm.Declare(returned, "result")} = {call};");
        }

        writer.Line("ngixi_depth--;");
        writer.Line(function.Passing == ResultPassing.Pair
            ? $"return ngixi_pair({result.Pair()});"
            : $"return ({CText.WasmName(function.Result!.Value)})result;");
    }
}
