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

        // First of all: the function that makes it for an instance may call the guest, whose memory moves then.
        string target = locals.Take("target");
        writer.Line(import.Lowered.Receiver is { } receiver
            ? $"{type} {target} = call.ReadResource<{type}>({CSharpText.Number(receiver.Slot)}, \"handle\");"
            : $"{type} {target} = call.Target<{type}>();");

        List<string> arguments = [];
        List<string> results = [];
        foreach (LoweredParameter parameter in import.Lowered.Parameters)
        {
            if (parameter.Source.IsOut)
            {
                results.Add(Local(locals, parameter.Source));
                arguments.Add($"out {TypeText.Of(names, parameter.Source.Type)} {results[results.Count - 1]}");
            }
            else
            {
                arguments.Add(WriteRead(writer, names, parameter, locals));
            }
        }

        string area = locals.Take("area");
        if (import.Lowered.Area is { } areaPointer)
        {
            writer.Line($"{GlueTypes.ResultArea} {area} = call.ReadResultArea({CSharpText.Number(areaPointer.Slot)});");
        }

        if (method.Result is ResourceType)
        {
            writer.Line("call.RequireFreeHandle();");
        }

        // Only the interface that declares a method has it alone: another may have one of the name, too.
        string declarer = names.Type(method.Declarers[0]);
        string receiverText = declarer == type ? target : $"(({declarer}){target})";
        string invocation = $"{receiverText}.{CSharpText.Identifier(method.Name)}({string.Join(", ", arguments)})";
        if (method.Completion != Completion.Synchronous)
        {
            writer.Line($"using {GlueTypes.BlockingScope} {locals.Take("blocking")} = {GlueTypes.BlockingScope}.Enter(call);");
            invocation = $"call.Wait({invocation})";
        }

        if (method.Returned is VoidType)
        {
            writer.Line($"{invocation};");
        }
        else
        {
            string local = locals.Take("result");
            writer.Line($"{TypeText.Of(names, method.Returned)} {local} = {invocation};");
            results.Insert(0, local);
        }

        if (method.Parameters.Any(HasView))
        {
            // A result may be a view of the argument: it is copied before the guest runs again.
            writer.Line("call.EndViews();");
        }

        WriteReturn(writer, names, import, area, results, locals);
    }

    private static bool HasView(MethodParameter parameter) =>
        parameter.Type is TextType { Form: TextForm.ReadOnlySpan } or SequenceType { Form: SequenceForm.ReadOnlySpan or SequenceForm.Span };

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

        string local = Local(locals, source);
        string type = TypeText.Of(names, source.Type);
        string place = $"{CSharpText.Number(parameter.Raw[0].Slot)}, {CSharpText.Literal(source.Name)}";
        string limited = source.MaxBytes is { } maxBytes ? $"{place}, maxBytes: {CSharpText.Number(maxBytes)}" : place;
        switch (source.Type)
        {
            case TextType { Form: TextForm.ReadOnlySpan }:
                writer.Line($"using {GlueTypes.GuestText} {local} = call.ReadText({limited});");
                return $"{local}.Chars";
            case OptionalType { Value: not GuidType } optional:
                string value = ScalarText.Read(names, "call", optional.Value, parameter.Raw[1].Slot, source.Name);
                writer.Line($"{type} {local} = call.ReadBoolean({place}) ? {value} : null;");
                return local;
        }

        string read = source.Type switch
        {
            TextType text => $"Read{Nullable(text.IsNullable)}String({limited})",
            SequenceType { Form: SequenceForm.ReadOnlySpan or SequenceForm.Span } span => $"ReadSpan<{CSharpText.Keyword(span.Element)}>({LimitedItems(place, source, span.Element)})",
            SequenceType sequence => $"Read{Nullable(sequence.IsNullable)}Array<{CSharpText.Keyword(sequence.Element)}>({LimitedItems(place, source, sequence.Element)})",
            ResourceType resource => $"Read{Nullable(resource.IsNullable)}Resource<{names.Type(resource.Name)}>({place})",
            GuidType => $"ReadGuid({place})",
            OptionalType => $"ReadNullableGuid({place})",
            RecordType { IsNullable: false } => $"ReadRecord<{type}, {TypeText.LayoutOf(names, source.Type)}>({limited})",
            RecordType or ListType or DictionaryType =>
                $"ReadStored<{type}, {TypeText.LayoutOf(names, source.Type)}>({limited}{(source.MaxItems is { } maxItems ? $", maxItems: {CSharpText.Number(maxItems)}" : "")})",
            _ => "",
        };
        writer.Line($"{type} {local} = {(read.Length > 0 ? $"call.{read}" : ScalarText.Read(names, "call", source.Type, parameter.Raw[0].Slot, source.Name))};");
        return local;
    }

    /// <summary>The limit of a sequence of numbers is one of bytes, however it was stated.</summary>
    private static string LimitedItems(string place, MethodParameter source, Scalar element)
    {
        long? itemBytes = source.MaxItems is { } items ? (long)items * StoredForm.Of(new ScalarType(element), _ => default).Size : null;
        long? limit = source.MaxBytes is { } bytes && (itemBytes is null || bytes < itemBytes) ? bytes : itemBytes;
        return limit is < int.MaxValue ? $"{place}, maxBytes: {CSharpText.Number((int)limit.Value)}" : place;
    }

    private static void WriteReturn(CodeWriter writer, GlueNames names, GlueFunction import, string area, List<string> results, NameScope locals)
    {
        BindingType type = import.Method!.Result;
        switch (type)
        {
            case VoidType when import.Lowered.Passing == ResultPassing.Status:
                writer.Line("call.ReturnSuccess();");
                break;
            case VoidType:
                break;
            case TupleType tuple:
                writer.Line($"call.ReturnBlock<{TypeText.Of(names, tuple)}, {import.ResultLayout}>({area}, ({string.Join(", ", results)}));");
                break;
            case OptionalType or RecordType { IsNullable: true } or ListType { IsNullable: true } or DictionaryType { IsNullable: true }:
                string value = locals.Take("value");
                writer.Line($"if ({results[0]} is {{ }} {value})");
                writer.Block(() => writer.Line($"{Return(names, TypeText.WithoutNull(type), area, value, isInArea: true)};"));
                writer.Line("else");
                writer.Block(() => writer.Line("call.ReturnNull();"));
                break;
            default:
                writer.Line($"{Return(names, type, area, results[0], import.Lowered.Passing == ResultPassing.Area)};");
                break;
        }
    }

    private static string Return(GlueNames names, BindingType type, string area, string value, bool isInArea) => type switch
    {
        ScalarType or EnumType or InstantType or DurationType when isInArea => $"call.ReturnScalar({area}, {value})",
        EnumType enumeration => $"call.Return(({CSharpText.Keyword(enumeration.Underlying)}){value})",
        ScalarType or InstantType or DurationType => $"call.Return({value})",
        GuidType => $"call.ReturnGuid({area}, {value})",
        TextType { Form: TextForm.String } text => $"call.Return{Nullable(text.IsNullable)}String({area}, {value})",
        TextType => $"call.ReturnText({area}, {value})",
        SequenceType { Form: SequenceForm.Array } array => $"call.Return{Nullable(array.IsNullable)}Array({area}, {value})",
        SequenceType { Form: SequenceForm.ReadOnlyMemory } => $"call.ReturnSpan({area}, {value}.Span)",
        SequenceType { Form: SequenceForm.ReadOnlyList } list => $"call.Return{Nullable(list.IsNullable)}List<{CSharpText.Keyword(list.Element)}>({area}, {value})",
        SequenceType => $"call.ReturnSpan({area}, {value})",
        ResourceType resource => $"call.Return{Nullable(resource.IsNullable)}Resource<{names.Type(resource.Name)}>({(isInArea ? $"{area}, " : "")}{value})",
        RecordType or ListType or DictionaryType => $"call.ReturnBlock<{TypeText.Of(names, type)}, {TypeText.LayoutOf(names, type)}>({area}, {value})",
        _ => throw new InvalidOperationException($"{type} has no printed form."),
    };

    private static string Nullable(bool isNullable) => isNullable ? "Nullable" : "";

    /// <summary>A local variable for a parameter. One called <c>_</c> would be a discard where it is an <c>out</c> argument.</summary>
    private static string Local(NameScope locals, MethodParameter parameter) => CSharpText.Identifier(locals.Take(parameter.Name == "_" ? "value" : parameter.Name));
}
