using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>Prints what guests call: functions around raw imports, for an interface and the resources that it reaches.</summary>
internal sealed class CPrinter(CHeader header)
{
    public static StubFile Print(LoweredImports contract, IReadOnlyList<string> markers)
    {
        CHeader header = new(contract.Source.Name, CLanguage.FileOf(contract.Source.Name), contract.Types, contract.Resources);
        CPrinter printer = new(header);
        header.Types.DefineAll();
        foreach (LoweredResource resource in contract.Resources)
        {
            header.Types.FormOf(new HandleWire(resource.Source.Name));
        }

        foreach (LoweredResource resource in contract.Resources)
        {
            CHeader.WriteOnce(header.Body, $"functions {resource.Source.Name.Full}", () => printer.WriteResource(resource));
        }

        string name = CText.InterfaceName(contract.Source.Name);
        string report = $"ngixi_report_{name}";
        printer.WriteMarkers(name, report, markers);
        NameScope names = new();
        foreach (LoweredFunction function in LoweredFunction.Latest(contract.Functions))
        {
            printer.WriteFunction(
                function,
                names.Take(CText.FunctionName(contract.Source.Name, function.Source!)),
                contract.Source.Name,
                report);
        }

        return header.ToFile(contract.Source.Documentation);
    }

    /// <summary>
    /// A first call reports the contract: a constructor would import the markers of interfaces that the guest never uses.
    /// </summary>
    private void WriteMarkers(string name, string report, IReadOnlyList<string> markers)
    {
        CodeWriter writer = header.Imports;
        for (int i = 0; i < markers.Count; i++)
        {
            writer.Line();
            writer.Line($"NGIXI_IMPORT({CText.Literal(LoweredImports.SupportModule)}, {CText.Literal(markers[i])})");
            writer.Line($"void ngixi_raw_contract_{name}_{CText.Number(i)}(void);");
        }

        writer.Line();
        writer.Line($"static inline void {report}(void) {{");
        writer.Indented(() => writer.Lines(markers.Select((_, i) => $"NGIXI_REPORT(ngixi_raw_contract_{name}_{CText.Number(i)});")));
        writer.Line("}");
    }

    private void WriteResource(LoweredResource resource)
    {
        NameScope names = new();
        foreach (LoweredFunction function in LoweredFunction.Latest(resource.Functions))
        {
            WriteFunction(
                function,
                names.Take(CText.FunctionName(resource.Source.Name, function.Source!)),
                resource.Source.Name,
                report: null);
        }

        if (resource.Release is { } release)
        {
            string self = CText.InterfaceName(resource.Source.Name);
            WriteImport(release);
            header.Body.Line();
            header.Body.Line("/// Gives the object back to the host; it cannot be used after that.");
            header.Body.Line($"static inline void {names.Take($"{self}_{CText.Snake(resource.Source.Release)}")}({self} *self) {{");
            header.Body.Indented(() =>
            {
                header.Body.Line($"{RawName(release)}(self->handle);");
                header.Body.Line("self->handle = 0;");
            });
            header.Body.Line("}");
        }
    }

    private void WriteFunction(LoweredFunction function, string name, TypeName owner, string? report)
    {
        CodeWriter writer = header.Body;
        CForm? result = function.Value switch
        {
            TupleWire tuple => header.Types.DefineFields(CText.ResultName(owner, function.Source!), tuple.Fields),
            { } value => header.Types.FormOf(value),
            null => null,
        };
        string? error = function.Error is { } errors ? header.Types.FormOf(errors).Type : null;
        NameScope names = new("self", "status", "result", "error", "taken");
        List<string> parameters = function.Receiver is null ? [] : [$"{CText.InterfaceName(owner)} self"];
        List<string> arguments = function.Receiver is null ? [] : ["self.handle"];
        List<(string Source, string Printed)> docs = [];
        foreach (LoweredParameter parameter in function.Parameters)
        {
            CForm form = header.Types.FormOf(parameter.Wire);
            string printed = names.Take(CText.Identifier(parameter.Source.Name));
            docs.Add((parameter.Source.Name, printed));
            parameters.Add(CForm.Declare(form.Parameter, printed));
            arguments.AddRange(form.Arguments(printed));
        }

        if (function.Area is not null)
        {
            arguments.Add("&ngixi_area");
        }

        if (error is not null)
        {
            if (result is not null)
            {
                parameters.Add($"{(result.Result.EndsWith("*", StringComparison.Ordinal) ? result.Result : result.Result + " ")}*result");
            }

            parameters.Add($"{error} *error");
        }

        WriteImport(function);
        writer.Line();
        string? ownership = result is CSequence ? "Free its data with `ngixi_free`."
            : result is CItems or CBlock ? "Free it with `ngixi_free`."
            : null;
        Documentation documentation = CLanguage.Notes.AddTo(function.Source!.Documentation, function.Parameters, function.Value, ownership);
        DoxygenPrinter.Write(writer, error is null ? documentation : WithOutcome(documentation, result is not null, docs), docs);
        string declared = CForm.Declare(error is null ? result?.Result ?? "void" : "bool", name);
        writer.Line($"static inline {declared}({(parameters.Count == 0 ? "void" : string.Join(", ", parameters))}) {{");
        writer.Indented(() =>
        {
            if (report is not null)
            {
                writer.Line($"{report}();");
            }

            string call = $"{RawName(function)}({string.Join(", ", arguments)})";
            if (error is not null)
            {
                WriteOutcome(writer, call, error, result);
            }
            else if (function.Passing == ResultPassing.Area)
            {
                writer.Lines(result!.Return(call));
            }
            else if (result is CHandle)
            {
                writer.Line($"{result.Type} result;");
                writer.Line($"result.handle = {call};");
                writer.Line("return result;");
            }
            else
            {
                writer.Line(result is null ? $"{call};" : $"return ({result.Type}){call};");
            }
        });
        writer.Line("}");
    }

    /// <summary>What an import with errors returns is in an out parameter.</summary>
    private static Documentation WithOutcome(Documentation documentation, bool hasResult, List<(string Source, string Printed)> docs)
    {
        List<NamedText> parameters = [.. documentation.Parameters];
        if (hasResult && documentation.Returns.Length > 0)
        {
            Add("result", documentation.Returns);
        }

        Add("error", "Why it failed, where it did.");
        return documentation with
        {
            Parameters = parameters.ToEquatableArray(),
            Returns = "Whether it succeeded. Where it failed, `ngixi_last_error` has the host's message.",
        };

        void Add(string name, string text)
        {
            // No parameter of C# has such a name.
            string source = $"*{name}";
            docs.Add((source, name));
            parameters.Add(new NamedText(source, text));
        }
    }

    private static void WriteOutcome(CodeWriter writer, string call, string error, CForm? result)
    {
        writer.Line($"int32_t status = {call};");
        writer.Line("if (status < -1) {");
        writer.Indented(() =>
        {
            writer.Line($"*error = ({error})(-2 - status);");
            writer.Line("return false;");
        });
        writer.Line("}");
        if (result is not null)
        {
            writer.Lines(result.Take(CTarget.Parameter));
        }

        writer.Line("return true;");
    }

    private void WriteImport(LoweredFunction function)
    {
        string result = function.Result is { } type ? CText.WasmName(type) : "void";
        NameScope names = new();
        string parameters = string.Join(
            ", ",
            function.RawParameters.Select(parameter =>
                CForm.Declare(RawType(parameter, function), names.Take(CText.Identifier(parameter.Name)))));
        header.Imports.Line();
        header.Imports.Line($"NGIXI_IMPORT({CText.Literal(function.Module)}, {CText.Literal(function.Name)})");
        header.Imports.Line($"{result} {RawName(function)}({(parameters.Length == 0 ? "void" : parameters)});");
    }

    private static string RawType(RawParameter parameter, LoweredFunction function) => parameter.Role switch
    {
        RawRole.Pointer => function.Parameters.Any(other => other.Wire is NumbersWire { IsBuffer: true } && other.Raw.Contains(parameter))
            ? "void *"
            : "const void *",
        RawRole.ResultArea => "void *",
        RawRole.Length => "uint32_t",
        RawRole.Value or RawRole.Flag or RawRole.Handle => CText.WasmName(parameter.Type),
    };

    private static string RawName(LoweredFunction function) => $"ngixi_raw_{CText.Word(function.Module)}_{CText.Word(function.Name)}";
}
