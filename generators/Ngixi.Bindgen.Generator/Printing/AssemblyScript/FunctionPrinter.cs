using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

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
    public static string ReleaseName(ResourceInterface resource) => ScriptWords.Method(Naming.ToCamelCase(Naming.ToPascalCase(resource.Release)));

    public void WriteFunction(string module, ImportMethod method, string name) =>
        Write(FunctionLowering.LowerMethod(module, method, hasReceiver: false), method, $"export function {name}");

    public void WriteMethod(string module, ImportMethod method, string name) =>
        Write(FunctionLowering.LowerMethod(module, method, hasReceiver: true), method, name);

    /// <summary>Writes the method that ends a handle.</summary>
    public void WriteRelease(ResourceInterface resource, string name)
    {
        LoweredFunction lowered = FunctionLowering.LowerRelease(resource.Module, resource.ReleaseName!);
        string callee = raw.Add(lowered, new VoidType());
        file.Body.Line("/** Gives the object back to the host; it cannot be used after that. */");
        file.Body.Block($"{name}(): void", () =>
        {
            file.Body.Line($"{callee}(this.handle);");
            file.Body.Line("this.handle = 0;");
        });
    }

    private void Write(LoweredFunction lowered, ImportMethod method, string head)
    {
        CodeWriter writer = file.Body;
        List<LoweredParameter> visible = [.. lowered.Parameters.Where(parameter => parameter.Raw.Count > 0)];
        List<string> types = [.. visible.Select(parameter => file.TypeOf(parameter.Source.Type))];

        // Parameters are named last, so that they hide nothing that the function uses.
        Result result = ResultOf(method);
        string returned = ReturnTypeOf(method, result.Type);
        NameScope names = file.Names.Inner();
        List<(string Source, string Printed)> docs = [];
        List<string> parameters = [];
        List<Expression> arguments = lowered.Receiver is null ? [] : ["this.handle"];
        int required = visible.FindLastIndex(parameter => parameter.Source.Default is null) + 1;
        for (int i = 0; i < visible.Count; i++)
        {
            MethodParameter source = visible[i].Source;
            string name = names.Take(ScriptWords.Identifier(source.Name));
            docs.Add((source.Name, name));
            string whenLeftOut = i >= required ? $" = {file.Constant(source.Default!, source.Type)}" : "";
            parameters.Add($"{name}: {types[i]}{whenLeftOut}");
            arguments.AddRange(ArgumentsOf(source.Type, name));
        }

        if (lowered.Area is not null)
        {
            arguments.Add(file.Support("RESULT"));
        }

        TsDocPrinter.Write(writer, Units.AddTo(method.Documentation, visible.Select(parameter => parameter.Source), method.Result), docs);
        Expression.Call call = new(raw.Add(lowered, method.Result), arguments);
        Layout.WriteSignature(writer, head, parameters, $": {returned} {{");
        writer.Indented(() =>
        {
            if (lowered.Receiver is null)
            {
                writer.Line($"{RawImports.Contract};");
            }

            if (visible.Any(parameter => parameter.Source.Type is RecordType or ListType or DictionaryType))
            {
                writer.Line($"{file.Support("release")}();");
            }

            if (method.Errors is null)
            {
                Layout.Write(writer, method.Result is VoidType ? "" : "return ", result.Of(call), ";");
            }
            else
            {
                WriteOutcome(method, call, result, names.Take("status"));
            }
        });
        writer.Line("}");
    }

    /// <summary>Writes the end of a call that may fail: its status tells an error from success.</summary>
    private void WriteOutcome(ImportMethod method, Expression.Call call, Result result, string status)
    {
        CodeWriter writer = file.Body;
        string error = file.TypeOf(method.Errors!);
        Layout.WriteConstant(writer, status, call);
        if (method.Result is VoidType)
        {
            writer.Line($"return {file.Support("outcome")}<{error}>({status});");
            return;
        }

        string types = $"{result.Type}, {error}";
        writer.Block($"if ({status} < {file.Support("NULL")})", () =>
            Layout.Write(writer, "return ", Support($"failure<{types}>", status), ";"));
        Layout.Write(writer, "return ", Support($"success<{types}>", ValueOf(method.Result, result, status)), ";");
    }

    /// <summary>The value of a call that may fail and did not: what is otherwise the wasm result stands in the result area.</summary>
    private Expression ValueOf(BindingType type, Result result, string status) => type switch
    {
        ResourceType => result.Of(Payload("i32")),
        EnumType { Underlying: not (Scalar.Int64 or Scalar.UInt64) } => new Expression.Cast(result.Type, Payload(ScriptText.StoredScalar(type))),
        ScalarType or EnumType or InstantType or DurationType => Payload(ScriptText.StoredScalar(type)),
        _ => result.Of(status),
    };

    private Expression.Call Payload(string type) => new(file.Support($"payload<{type}>"), []);

    private IReadOnlyList<Expression> ArgumentsOf(BindingType type, string name) => type switch
    {
        TextType text => [Support("textStart", name), Support(text.IsNullable ? "nullableTextLength" : "textLength", name)],
        GuidType => [Support("guidStart", name)],
        SequenceType { IsNullable: true } => [Support("nullableStart", name), Support("nullableLength", name)],
        SequenceType => [$"{name}.dataStart", $"{name}.length"],
        ResourceType { IsNullable: true } => [$"{name} === null ? 0 : {name}.handle"],
        ResourceType => [$"{name}.handle"],
        RecordType or ListType or DictionaryType or OptionalType => file.Stored.Arguments(type, name),
        _ => [name],
    };

    private Result ResultOf(ImportMethod method)
    {
        BindingType type = method.Result;
        if (type is TupleType tuple)
        {
            (string name, string reader) = tuples.AddRead(method, tuple);
            return new Result(name, status => new Expression.Call(file.Support($"takeRecord<{name}>"), [status, reader]));
        }

        string typeText = file.TypeOf(type);
        return new Result(typeText, status => type switch
        {
            TextType text => Support(text.IsNullable ? "takeNullableString" : "takeString", status),
            GuidType => Support($"takeArray<{typeText}>", status),
            SequenceType sequence => Support($"{(sequence.IsNullable ? "takeNullableArray" : "takeArray")}<{file.ArrayOf(sequence.Element)}>", status),
            ResourceType { IsNullable: true } resource => Support($"nullableResource<{file.NameOf(resource)}>", status),
            ResourceType => new Expression.Call($"new {typeText}", [status]),
            RecordType or ListType or DictionaryType or OptionalType => file.Stored.Take(type, status),
            _ => status,
        });
    }

    /// <summary>The return type as guests see it: a result where the method may fail.</summary>
    private string ReturnTypeOf(ImportMethod method, string result)
    {
        if (method.Errors is not { } errors)
        {
            return result;
        }

        string error = file.TypeOf(errors);
        return method.Result is VoidType ? $"{file.Support("Outcome")}<{error}>" : $"{file.Support("Result")}<{result}, {error}>";
    }

    private Expression.Call Support(string function, Expression argument) => new(file.Support(function), [argument]);

    /// <summary>The result of a method.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Of">Makes it from what the import returned.</param>
    private sealed record Result(string Type, Func<Expression, Expression> Of);
}
