using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>Prints what guests call: functions and methods around raw imports.</summary>
/// <remarks>
/// Pointers are taken of parameters only, which the collector knows; never of a temporary, which it may free during the
/// call (docs/abi.md, The guest's rules).
/// </remarks>
/// <param name="file">The file.</param>
/// <param name="raw">Its raw imports.</param>
/// <param name="tuples">Its classes of several results.</param>
internal sealed class FunctionPrinter(ScriptFile file, RawImports raw, TupleClasses tuples)
{
    /// <summary>The name that a method has among the functions of its interface.</summary>
    public static string FunctionName(ImportMethod method) => ScriptWords.Identifier(Naming.ToCamelCase(method.GuestName));

    /// <summary>The name that a method has among the methods of its resource.</summary>
    public static string MethodName(ImportMethod method) => ScriptWords.Method(Naming.ToCamelCase(method.GuestName));

    /// <summary>The name of the method that ends a handle.</summary>
    public static string ReleaseName(ResourceInterface resource) =>
        ScriptWords.Method(Naming.ToCamelCase(Naming.ToPascalCase(resource.Release)));

    public void WriteFunction(LoweredFunction function, string name) => Write(function, $"export function {name}");

    public void WriteMethod(LoweredFunction function, string name) => Write(function, name);

    /// <summary>Writes the method that ends a handle.</summary>
    public void WriteRelease(LoweredFunction release, string name)
    {
        string callee = raw.Add(release);
        file.Body.Line("/** Gives the object back to the host; it cannot be used after that. */");
        file.Body.Block($"{name}(): void", () =>
        {
            file.Body.Line($"{callee}(this.handle);");
            file.Body.Line("this.handle = 0;");
        });
    }

    private void Write(LoweredFunction lowered, string head)
    {
        CodeWriter writer = file.Body;
        EquatableArray<LoweredParameter> visible = lowered.Parameters;
        List<ScriptForm> forms = [.. visible.Select(parameter => file.FormOf(parameter.Wire))];
        List<string> types = [.. forms.Select(form => form.Type)];

        // Parameters are named last, so that they hide nothing that the function uses.
        ScriptForm? result = lowered.Value is TupleWire tuple ? tuples.AddRead(lowered.Source!, tuple)
            : lowered.Value is { } value ? file.FormOf(value)
            : null;
        string returned = ReturnTypeOf(lowered, result?.Type ?? "void");
        NameScope names = file.Names.Inner();
        List<(string Source, string Printed)> docs = [];
        List<string> parameters = [];
        List<Expression> arguments = lowered.Receiver is null ? [] : ["this.handle"];
        int required = visible.ToList().FindLastIndex(parameter => parameter.Source.Default is null) + 1;
        for (int i = 0; i < visible.Count; i++)
        {
            MethodParameter source = visible[i].Source;
            string name = names.Take(ScriptWords.Identifier(source.Name));
            docs.Add((source.Name, name));
            string whenLeftOut = i >= required ? $" = {file.Constant(source.Default!, visible[i].Wire)}" : "";
            parameters.Add($"{name}: {types[i]}{whenLeftOut}");
            arguments.AddRange(forms[i].Arguments(name));
        }

        if (lowered.Area is not null)
        {
            arguments.Add(file.Support("RESULT"));
        }

        TsDocPrinter.Write(writer, AssemblyScriptLanguage.Notes.AddTo(lowered.Source!.Documentation, visible, lowered.Value), docs);
        Expression.Call call = new(raw.Add(lowered), arguments);
        Layout.WriteSignature(writer, head, parameters, $": {returned} {{");
        writer.Indented(() =>
        {
            if (lowered.Receiver is null)
            {
                writer.Line($"{RawImports.Contract};");
            }

            if (forms.Any(form => form.IsStoredForCalls))
            {
                writer.Line($"{file.Support("release")}();");
            }

            if (lowered.Error is { } error)
            {
                WriteOutcome(file.TypeOf(error), call, result, names.Take("status"));
            }
            else
            {
                Layout.Write(writer, result is null ? "" : "return ", result?.Take(call) ?? call, ";");
            }
        });
        writer.Line("}");
    }

    /// <summary>Writes the end of a call that may fail: its status tells an error from success.</summary>
    private void WriteOutcome(string error, Expression.Call call, ScriptForm? result, string status)
    {
        CodeWriter writer = file.Body;
        Layout.WriteConstant(writer, status, call);
        if (result is null)
        {
            writer.Line($"return {file.Support("outcome")}<{error}>({status});");
            return;
        }

        string types = $"{result.Type}, {error}";
        writer.Block($"if ({status} < {file.Support("NULL")})", () =>
            Layout.Write(writer, "return ", Support($"failure<{types}>", status), ";"));
        Layout.Write(writer, "return ", Support($"success<{types}>", result.TakeFromArea(status)), ";");
    }

    /// <summary>The return type as guests see it: a result where the method may fail.</summary>
    private string ReturnTypeOf(LoweredFunction function, string result)
    {
        if (function.Error is not { } errors)
        {
            return result;
        }

        string error = file.TypeOf(errors);
        return function.Value is null ? $"{file.Support("Outcome")}<{error}>" : $"{file.Support("Result")}<{result}, {error}>";
    }

    private Expression.Call Support(string function, Expression argument) => new(file.Support(function), [argument]);
}
