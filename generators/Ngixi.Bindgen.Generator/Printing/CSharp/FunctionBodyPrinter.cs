using System.Globalization;
using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints the stages of one call: read the arguments, call, return the result.</summary>
internal static class FunctionBodyPrinter
{
    public static void Write(CodeWriter writer, GlueNames names, GlueFunction import)
    {
        string type = names.Type(import.Interface);
        if (import.Method is not { } method)
        {
            writer.Line($"call.ReleaseResource<{type}>(0, \"handle\");");
            return;
        }

        NameScope locals = new("binding", "caller", "slots", "count", "call", "exception");
        string target = $"call.Target<{type}>()";
        if (import.Lowered.Receiver is { } receiver)
        {
            target = locals.Take("target");
            writer.Line($"{type} {target} = call.ReadResource<{type}>({Number(receiver.Slot)}, \"handle\");");
        }

        List<string> arguments = [.. import.Lowered.Parameters.Select(parameter => WriteRead(writer, names, parameter, locals))];
        string area = locals.Take("area");
        if (import.Lowered.Area is { } areaPointer)
        {
            writer.Line($"{names["ResultArea"]} {area} = call.ReadResultArea({Number(areaPointer.Slot)});");
        }

        if (method.Result is ResourceType)
        {
            writer.Line("call.RequireFreeHandle();");
        }

        string invocation = $"{target}.{CSharpText.Identifier(method.Name)}({string.Join(", ", arguments)})";
        if (method.Completion != Completion.Synchronous)
        {
            writer.Line($"using {names["BlockingScope"]} {locals.Take("blocking")} = {names["BlockingScope"]}.Enter();");
            invocation = $"call.Wait({invocation})";
        }

        WriteReturn(writer, names, import, method.Result, invocation, area, locals);
    }

    /// <summary>Writes how a parameter is read, and returns the argument for the host's method.</summary>
    private static string WriteRead(CodeWriter writer, GlueNames names, LoweredParameter parameter, NameScope locals)
    {
        MethodParameter source = parameter.Source;
        switch (source.Type)
        {
            case ContextType:
                return "call.Context";
            case CancellationType:
                return "call.Cancellation";
        }

        string local = CSharpText.Identifier(locals.Take(source.Name));
        string slot = Number(parameter.Raw[0].Slot);
        string place = $"{slot}, {CSharpText.Literal(source.Name)}";
        string limited = source.MaxBytes is { } limit ? $"{place}, maxBytes: {Number(limit)}" : place;
        switch (source.Type)
        {
            case ScalarType { Scalar: Scalar.Int32 or Scalar.UInt32 or Scalar.Int64 or Scalar.UInt64 or Scalar.Single or Scalar.Double } scalar:
                writer.Line($"{CSharpText.Keyword(scalar.Scalar)} {local} = call.Read{scalar.Scalar}({slot});");
                return local;
            case ScalarType scalar:
                writer.Line($"{CSharpText.Keyword(scalar.Scalar)} {local} = call.Read{scalar.Scalar}({place});");
                return local;
            case EnumType enumeration:
                string enumType = names.Type(enumeration.Name);
                writer.Line($"{enumType} {local} = call.ReadEnum<{enumType}>({place});");
                return local;
            case InstantType:
                writer.Line($"{names["DateTimeOffset"]} {local} = call.ReadDateTimeOffset({slot});");
                return local;
            case DurationType:
                writer.Line($"{names["TimeSpan"]} {local} = call.ReadTimeSpan({slot});");
                return local;
            case GuidType:
                writer.Line($"{names["Guid"]} {local} = call.ReadGuid({place});");
                return local;
            case TextType { Form: TextForm.String } text:
                writer.Line($"string{Question(text.IsNullable)} {local} = call.Read{Nullable(text.IsNullable)}String({limited});");
                return local;
            case TextType:
                writer.Line($"using {names["GuestText"]} {local} = call.ReadText({limited});");
                return $"{local}.Chars";
            case SequenceType sequence:
                return WriteReadSequence(writer, names, sequence, local, limited);
            case ResourceType resource:
                string resourceType = names.Type(resource.Name);
                writer.Line($"{resourceType}{Question(resource.IsNullable)} {local} = call.Read{Nullable(resource.IsNullable)}Resource<{resourceType}>({place});");
                return local;
            default:
                throw new InvalidOperationException($"{source.Type} has no printed form.");
        }
    }

    private static string WriteReadSequence(CodeWriter writer, GlueNames names, SequenceType sequence, string local, string place)
    {
        string element = CSharpText.Keyword(sequence.Element);
        writer.Line(sequence.Form switch
        {
            SequenceForm.ReadOnlySpan => $"{names["ReadOnlySpan"]}<{element}> {local} = call.ReadSpan<{element}>({place});",
            SequenceForm.Span => $"{names["Span"]}<{element}> {local} = call.ReadSpan<{element}>({place});",
            _ => $"{element}[]{Question(sequence.IsNullable)} {local} = call.Read{Nullable(sequence.IsNullable)}Array<{element}>({place});",
        });
        return local;
    }

    private static void WriteReturn(CodeWriter writer, GlueNames names, GlueFunction import, BindingType result, string invocation, string area, NameScope locals)
    {
        if (result is VoidType)
        {
            writer.Line($"{invocation};");
            if (import.Lowered.Passing == ResultPassing.Status)
            {
                writer.Line("call.ReturnSuccess();");
            }

            return;
        }

        bool isInArea = import.Lowered.Passing == ResultPassing.Area;
        string local = locals.Take("result");
        (string type, string statement) = result switch
        {
            ScalarType scalar => (CSharpText.Keyword(scalar.Scalar), isInArea ? $"call.ReturnScalar({area}, {AsWasm(scalar.Scalar, local)});" : $"call.Return({local});"),
            EnumType enumeration => (names.Type(enumeration.Name), isInArea ? $"call.ReturnScalar({area}, {AsWasm(enumeration.Underlying, $"({CSharpText.Keyword(enumeration.Underlying)}){local}")});" : $"call.Return(({CSharpText.Keyword(enumeration.Underlying)}){local});"),
            InstantType => (names["DateTimeOffset"], isInArea ? $"call.ReturnScalar({area}, {names["HostCall"]}.Nanoseconds({local}));" : $"call.Return({names["HostCall"]}.Nanoseconds({local}));"),
            DurationType => (names["TimeSpan"], isInArea ? $"call.ReturnScalar({area}, {names["HostCall"]}.Nanoseconds({local}));" : $"call.Return({names["HostCall"]}.Nanoseconds({local}));"),
            GuidType => (names["Guid"], $"call.ReturnGuid({area}, {local});"),
            TextType { Form: TextForm.String } text => ($"string{Question(text.IsNullable)}", $"call.Return{Nullable(text.IsNullable)}String({area}, {local});"),
            TextType => ($"{names["ReadOnlySpan"]}<char>", $"call.ReturnText({area}, {local});"),
            SequenceType { Form: SequenceForm.Array } array =>
                ($"{CSharpText.Keyword(array.Element)}[]{Question(array.IsNullable)}", $"call.Return{Nullable(array.IsNullable)}Array({area}, {local});"),
            SequenceType { Form: SequenceForm.ReadOnlyMemory } memory =>
                ($"{names["ReadOnlyMemory"]}<{CSharpText.Keyword(memory.Element)}>", $"call.ReturnSpan({area}, {local}.Span);"),
            SequenceType span => ($"{names["ReadOnlySpan"]}<{CSharpText.Keyword(span.Element)}>", $"call.ReturnSpan({area}, {local});"),
            ResourceType resource =>
                ($"{names.Type(resource.Name)}{Question(resource.IsNullable)}", $"call.Return{Nullable(resource.IsNullable)}Resource<{names.Type(resource.Name)}>({(isInArea ? $"{area}, " : "")}{local});"),
            _ => throw new InvalidOperationException($"{result} has no printed form."),
        };
        writer.Line($"{type} {local} = {invocation};");
        writer.Line(statement);
    }

    /// <summary>A scalar as its wasm type, whose size it has in the result area.</summary>
    private static string AsWasm(Scalar scalar, string value) => scalar switch
    {
        Scalar.Boolean => $"{value} ? 1 : 0",
        Scalar.SByte or Scalar.Byte or Scalar.Int16 or Scalar.UInt16 or Scalar.Char => $"(int){value}",
        _ => value,
    };

    private static string Question(bool isNullable) => isNullable ? "?" : "";

    private static string Nullable(bool isNullable) => isNullable ? "Nullable" : "";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
