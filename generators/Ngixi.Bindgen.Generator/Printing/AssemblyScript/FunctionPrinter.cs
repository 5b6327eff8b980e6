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
    public static void WriteFunction(CodeWriter writer, RawImports imports, string module, ImportMethod method, NameScope functions) =>
        Write(writer, imports, FunctionLowering.LowerMethod(module, method, hasReceiver: false), method, name => $"export function {functions.Take(ScriptText.Identifier(name))}");

    public static void WriteMethod(CodeWriter writer, RawImports imports, string module, ImportMethod method, NameScope members) =>
        Write(writer, imports, FunctionLowering.LowerMethod(module, method, hasReceiver: true), method, name => members.Take(ScriptText.Member(name)));

    /// <summary>Writes the method that ends a handle.</summary>
    public static void WriteRelease(CodeWriter writer, RawImports imports, ResourceInterface resource, NameScope members)
    {
        LoweredFunction lowered = FunctionLowering.LowerRelease(resource.Module, resource.ReleaseName!);
        string callee = imports.Add(lowered, new VoidType());
        writer.Line("/** Gives the object back to the host; it cannot be used after that. */");
        writer.Block($"{members.Take(ScriptText.Member(Naming.ToCamelCase(Naming.ToPascalCase(resource.Release))))}(): void", () =>
        {
            writer.Line($"{callee}(this.handle);");
            writer.Line("this.handle = 0;");
        });
    }

    private static void Write(CodeWriter writer, RawImports imports, LoweredFunction lowered, ImportMethod method, Func<string, string> declare)
    {
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
            string whenLeftOut = i >= required ? $" = {ScriptText.Constant(parameter.Source.Default!, parameter.Source.Type)}" : "";
            parameters.Add($"{name}: {ScriptText.TypeOf(parameter.Source.Type)}{whenLeftOut}");
            arguments.AddRange(ArgumentsOf(parameter.Source.Type, name));
        }

        if (lowered.Area is not null)
        {
            arguments.Add($"{SupportStub.Name}.RESULT");
        }

        TsDocPrinter.Write(writer, method.Documentation, docs);
        string head = declare(Naming.ToCamelCase(method.GuestName));
        Expression.Call call = new(imports.Add(lowered, method.Result), arguments);
        Layout.WriteSignature(writer, head, parameters, $": {ScriptText.ReturnTypeOf(method)} {{");
        writer.Indented(() =>
        {
            if (lowered.Receiver is null)
            {
                writer.Line($"{RawImports.Contract};");
            }

            if (method.Errors is null)
            {
                Layout.Write(writer, method.Result is VoidType ? "" : "return ", ResultOf(method.Result, call), ";");
            }
            else
            {
                WriteOutcome(writer, method, call, names.Take("status"));
            }
        });
        writer.Line("}");
    }

    /// <summary>Writes the end of a call that may fail: its status tells an error from success.</summary>
    private static void WriteOutcome(CodeWriter writer, ImportMethod method, Expression.Call call, string status)
    {
        string error = method.Errors!.Name.Simple;
        Layout.WriteConstant(writer, status, call);
        if (method.Result is VoidType)
        {
            writer.Line($"return {SupportStub.Name}.outcome<{error}>({status});");
            return;
        }

        string types = $"{ScriptText.TypeOf(method.Result)}, {error}";
        writer.Block($"if ({status} < {SupportStub.Name}.NULL)", () =>
            Layout.Write(writer, "return ", Support($"failure<{types}>", status), ";"));
        Layout.Write(writer, "return ", Support($"success<{types}>", ValueOf(method.Result, status)), ";");
    }

    /// <summary>The value of a call that may fail and did not.</summary>
    private static Expression ValueOf(BindingType type, string status) => type switch
    {
        ResourceType => ResultOf(type, new Expression.Call($"{SupportStub.Name}.takeScalar<i32>", [])),
        ScalarType or EnumType or InstantType or DurationType => new Expression.Call($"{SupportStub.Name}.takeScalar<{ScriptText.TypeOf(type)}>", []),
        _ => ResultOf(type, status),
    };

    private static IEnumerable<Expression> ArgumentsOf(BindingType type, string name) => type switch
    {
        TextType text => [$"changetype<usize>({name})", Support(text.IsNullable ? "nullableTextLength" : "textLength", name)],
        GuidType => [Support("guidStart", name)],
        SequenceType { IsNullable: true } => [Support("nullableStart", name), Support("nullableLength", name)],
        SequenceType => [$"{name}.dataStart", $"{name}.length"],
        ResourceType { IsNullable: true } => [$"{name} === null ? 0 : {name}.handle"],
        ResourceType => [$"{name}.handle"],
        _ => [name],
    };

    private static Expression ResultOf(BindingType type, Expression call) => type switch
    {
        TextType text => Support(text.IsNullable ? "takeNullableString" : "takeString", call),
        GuidType => Support("takeArray<Uint8Array>", call),
        SequenceType sequence => Support($"{(sequence.IsNullable ? "takeNullableArray" : "takeArray")}<{ScriptText.ArrayName(sequence.Element)}>", call),
        ResourceType { IsNullable: true } resource => Support($"nullableResource<{resource.Name.WithoutInterfacePrefix}>", call),
        ResourceType resource => new Expression.Call($"new {resource.Name.WithoutInterfacePrefix}", [call]),
        _ => call,
    };

    private static Expression.Call Support(string function, Expression argument) => new Expression.Call($"{SupportStub.Name}.{function}", [argument]);
}
