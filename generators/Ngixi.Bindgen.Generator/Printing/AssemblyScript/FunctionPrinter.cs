using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>Prints what guests call: a function or a method around one raw import.</summary>
/// <remarks>
/// Pointers are taken of parameters only, which the collector knows; never of a temporary, which it may free during the
/// call (docs/abi.md, The guest's rules).
/// </remarks>
internal static class FunctionPrinter
{
    public static void WriteFunction(StubFileParts file, string module, ImportMethod method, NameScope functions) =>
        Write(file, FunctionLowering.LowerMethod(module, method, hasReceiver: false), method, name => $"export function {functions.Take(ScriptText.Identifier(name))}");

    public static void WriteMethod(StubFileParts file, string module, ImportMethod method, NameScope members) =>
        Write(file, FunctionLowering.LowerMethod(module, method, hasReceiver: true), method, name => members.Take(ScriptText.Member(name)));

    /// <summary>Writes the method that ends a handle.</summary>
    public static void WriteRelease(StubFileParts file, ResourceInterface resource, NameScope members)
    {
        LoweredFunction lowered = FunctionLowering.LowerRelease(resource.Module, resource.ReleaseName!);
        string callee = file.Raw.Add(lowered, new VoidType());
        file.Body.Line("/** Gives the object back to the host; it cannot be used after that. */");
        file.Body.Block($"{members.Take(ScriptText.Member(Naming.ToCamelCase(Naming.ToPascalCase(resource.Release))))}(): void", () =>
        {
            file.Body.Line($"{callee}(this.handle);");
            file.Body.Line("this.handle = 0;");
        });
    }

    private static void Write(StubFileParts file, LoweredFunction lowered, ImportMethod method, Func<string, string> declare)
    {
        CodeWriter writer = file.Body;
        NameScope names = new();
        List<(string Source, string Printed)> docs = [];
        List<string> parameters = [];
        List<Expression> arguments = lowered.Receiver is null ? [] : ["this.handle"];
        List<LoweredParameter> visible = [.. lowered.Parameters.Where(parameter => parameter.Raw.Count > 0)];
        int required = visible.FindLastIndex(parameter => parameter.Source.Default is null) + 1;
        for (int i = 0; i < visible.Count; i++)
        {
            LoweredParameter parameter = visible[i];
            string name = names.Take(ScriptText.Identifier(parameter.Source.Name));
            docs.Add((parameter.Source.Name, name));
            file.Imports.AddTypesOf(parameter.Source.Type);
            string whenLeftOut = i >= required ? $" = {ScriptText.Constant(parameter.Source.Default!, parameter.Source.Type)}" : "";
            parameters.Add($"{name}: {ScriptText.TypeOf(parameter.Source.Type)}{whenLeftOut}");
            arguments.AddRange(ArgumentsOf(file, parameter.Source.Type, name));
        }

        if (lowered.Area is not null)
        {
            arguments.Add(file.Imports.Support("RESULT"));
        }

        Result result = ResultOf(file, method);
        TsDocPrinter.Write(writer, method.Documentation, docs);
        string head = declare(Naming.ToCamelCase(method.GuestName));
        Expression.Call call = new(file.Raw.Add(lowered, method.Result), arguments);
        Layout.WriteSignature(writer, head, parameters, $": {ReturnTypeOf(file, method, result.Type)} {{");
        writer.Indented(() =>
        {
            if (lowered.Receiver is null)
            {
                writer.Line($"{RawImports.Contract};");
            }

            if (visible.Any(parameter => parameter.Source.Type is RecordType or ListType or DictionaryType))
            {
                writer.Line($"{file.Imports.Support("release")}();");
            }

            if (method.Errors is null)
            {
                Layout.Write(writer, method.Result is VoidType ? "" : "return ", result.Of(call), ";");
            }
            else
            {
                WriteOutcome(file, method, call, result, names.Take("status"));
            }
        });
        writer.Line("}");
    }

    /// <summary>Writes the end of a call that may fail: its status tells an error from success.</summary>
    private static void WriteOutcome(StubFileParts file, ImportMethod method, Expression.Call call, Result result, string status)
    {
        CodeWriter writer = file.Body;
        string error = method.Errors!.Name.Simple;
        Layout.WriteConstant(writer, status, call);
        if (method.Result is VoidType)
        {
            writer.Line($"return {file.Imports.Support("outcome")}<{error}>({status});");
            return;
        }

        string types = $"{result.Type}, {error}";
        writer.Block($"if ({status} < {file.Imports.Support("NULL")})", () =>
            Layout.Write(writer, "return ", Support(file, $"failure<{types}>", status), ";"));
        Layout.Write(writer, "return ", Support(file, $"success<{types}>", ValueOf(file, method.Result, result, status)), ";");
    }

    /// <summary>The value of a call that may fail and did not: what is otherwise the wasm result stands in the result area.</summary>
    private static Expression ValueOf(StubFileParts file, BindingType type, Result result, string status) => type switch
    {
        ResourceType => result.Of($"load<i32>({file.Imports.Support("PAYLOAD")})"),
        ScalarType or EnumType or InstantType or DurationType => file.Stored.Read(type, "", file.Imports.Support("PAYLOAD")),
        _ => result.Of(status),
    };

    private static IReadOnlyList<Expression> ArgumentsOf(StubFileParts file, BindingType type, string name) => type switch
    {
        TextType text => [$"changetype<usize>({name})", Support(file, text.IsNullable ? "nullableTextLength" : "textLength", name)],
        GuidType => [Support(file, "guidStart", name)],
        SequenceType { IsNullable: true } => [Support(file, "nullableStart", name), Support(file, "nullableLength", name)],
        SequenceType => [$"{name}.dataStart", $"{name}.length"],
        ResourceType { IsNullable: true } => [$"{name} === null ? 0 : {name}.handle"],
        ResourceType => [$"{name}.handle"],
        RecordType or ListType or DictionaryType or OptionalType => file.Stored.Arguments(type, name),
        _ => [name],
    };

    private static Result ResultOf(StubFileParts file, ImportMethod method)
    {
        BindingType type = method.Result;
        file.Imports.AddTypesOf(type);
        if (type is TupleType tuple)
        {
            string name = file.AddTuple(Naming.ToPascalCase(method.GuestName), tuple);
            return new Result(name, status => new Expression.Call(file.Imports.Support($"takeRecord<{name}>"), [status, $"read{name}"]));
        }

        return new Result(ScriptText.TypeOf(type), status => type switch
        {
            TextType text => Support(file, text.IsNullable ? "takeNullableString" : "takeString", status),
            GuidType => Support(file, "takeArray<Uint8Array>", status),
            SequenceType sequence => Support(file, $"{(sequence.IsNullable ? "takeNullableArray" : "takeArray")}<{ScriptText.ArrayName(sequence.Element)}>", status),
            ResourceType { IsNullable: true } resource => Support(file, $"nullableResource<{resource.Name.WithoutInterfacePrefix}>", status),
            ResourceType resource => new Expression.Call($"new {resource.Name.WithoutInterfacePrefix}", [status]),
            RecordType or ListType or DictionaryType or OptionalType => file.Stored.Take(type, status),
            _ => status,
        });
    }

    /// <summary>The return type as guests see it: a result where the method may fail.</summary>
    private static string ReturnTypeOf(StubFileParts file, ImportMethod method, string result)
    {
        if (method.Errors is not { } errors)
        {
            return result;
        }

        file.Imports.AddTypesOf(errors);
        return method.Result is VoidType ? $"{file.Imports.Support("Outcome")}<{errors.Name.Simple}>" : $"{file.Imports.Support("Result")}<{result}, {errors.Name.Simple}>";
    }

    private static Expression.Call Support(StubFileParts file, string function, Expression argument) => new(file.Imports.Support(function), [argument]);

    /// <summary>The result of a method.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Of">Makes it from what the import returned.</param>
    private sealed record Result(string Type, Func<Expression, Expression> Of);
}
