using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Prints the stages of one call: read the arguments, call, return the result.</summary>
internal static class FunctionBodyPrinter
{
    public static void Write(CodeWriter writer, GlueNames names, GlueFunction import)
    {
        string type = names.Type(import.Interface);
        if (import.Lowered.Source is not { } method)
        {
            writer.Line($"call.ReleaseResource<{type}>(slot: 0, \"handle\");");
            writer.Line("return call.Complete();");
            return;
        }

        NameScope locals = new("binding", "caller", "slots", "count", "call", "exception");

        // First of all: the function that makes it for an instance may call the guest, whose memory moves then.
        string target = locals.Take("target");
        writer.Line(import.Lowered.Receiver is { } receiver
            ? $"{type} {target} = call.ReadResource<{type}>(slot: {CSharpText.Number(receiver.Slot)}, \"handle\");"
            : $"{type} {target} = call.Target<{type}>();");

        // Only the interface that declares a method has it alone: another may have one of the name, too.
        string declarer = names.Type(method.Declarers[0]);
        string receiverText = declarer == type ? target : $"(({declarer}){target})";

        Dictionary<string, string> read = method.Filter is { } filter
            ? WriteFilter(writer, names, method, filter, import.Lowered, receiverText, locals)
            : [];
        List<string> arguments = [];
        List<string> results = [];
        foreach (MethodParameter parameter in method.Parameters)
        {
            if (parameter.IsOut)
            {
                results.Add(Local(locals, parameter));
                arguments.Add($"out {TypeText.Of(names, parameter.Type)} {results[results.Count - 1]}");
            }
            else
            {
                arguments.Add(read.TryGetValue(parameter.Name, out string argument)
                    ? argument
                    : WriteRead(writer, names, parameter, import.Lowered, locals));
            }
        }

        string area = locals.Take("area");
        if (import.Lowered.Area is { } areaPointer)
        {
            writer.Line($"{GlueTypes.ResultArea} {area} = call.ReadResultArea(slot: {CSharpText.Number(areaPointer.Slot)});");
        }

        if (method.Result.WithoutNull() is ResourceType)
        {
            writer.Line("call.RequireFreeHandle();");
        }

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
        writer.Line($"return call.Complete({(import.Lowered.Area is null ? "" : area)});");
    }

    /// <summary>Writes the call of a filter, which reads what it has of the parameters.</summary>
    /// <returns>The arguments that are read, by the names of the parameters.</returns>
    private static Dictionary<string, string> WriteFilter(
        CodeWriter writer,
        GlueNames names,
        ImportMethod method,
        MethodFilter filter,
        LoweredFunction function,
        string receiver,
        NameScope locals)
    {
        Dictionary<string, string> read = [];
        MethodParameter[] parameters = [.. method.Parameters.Where(parameter => filter.Parameters.Contains(parameter.Name))];
        foreach (MethodParameter parameter in parameters)
        {
            read.Add(parameter.Name, WriteRead(writer, names, parameter, function, locals));
        }

        // The filter may call the guest: then what was read, and where the rest is, must not have moved.
        bool isRead = parameters.Any(parameter => parameter.Type is not (ScalarType or EnumType or FilledType));
        if (isRead && !parameters.Any(HasView))
        {
            writer.Line("call.BeginViews();");
        }

        string arguments = string.Join(
            ", ",
            parameters.Select(parameter => $"{CSharpText.Identifier(parameter.Name)}: {read[parameter.Name]}"));
        writer.Line($"if (!{receiver}.{CSharpText.Identifier(filter.Name)}({arguments}))");
        writer.Block(() =>
        {
            if (isRead)
            {
                writer.Line("call.EndViews();");
            }

            writer.Line("return call.Complete();");
        });
        writer.Line();
        if (isRead && !method.Parameters.Any(HasView))
        {
            writer.Line("call.EndViews();");
        }

        return read;
    }

    private static bool HasView(MethodParameter parameter) =>
        parameter.Type is TextType { Form: TextForm.ReadOnlySpan } or SequenceType { Form: SequenceForm.ReadOnlySpan or SequenceForm.Span };

    /// <summary>Writes how a parameter is read, and returns the argument for the host's method.</summary>
    private static string WriteRead(
        CodeWriter writer, GlueNames names, MethodParameter parameter, LoweredFunction function, NameScope locals)
    {
        int slot = function.Parameters.FirstOrDefault(lowered => lowered.Source == parameter)?.Raw[0].Slot ?? 0;
        Limits limits = new(parameter.MaxBytes, parameter.MaxItems);
        string read = parameter.Type.Accept(new ValueReads(names, "call", new ValuePlace(slot, parameter.Name), limits, isFlagged: true));
        if (parameter.Type is FilledType)
        {
            return read;
        }

        string local = Local(locals, parameter);
        if (parameter.Type is TextType { Form: TextForm.ReadOnlySpan })
        {
            writer.Line($"using {GlueTypes.GuestText} {local} = {read};");
            return $"{local}.Chars";
        }

        writer.Line($"{TypeText.Of(names, parameter.Type)} {local} = {read};");
        return local;
    }

    private static void WriteReturn(
        CodeWriter writer, GlueNames names, GlueFunction import, string area, List<string> results, NameScope locals)
    {
        BindingType type = import.Lowered.Source!.Result;
        switch (import.Lowered.Passing)
        {
            case ResultPassing.None:
                break;
            case ResultPassing.Status:
                writer.Line("call.ReturnSuccess();");
                break;
            case ResultPassing.Direct:
                writer.Line($"{Return(names, type.WithoutNull(), area, results[0], isInArea: false, type is NullableType)};");
                break;
            case ResultPassing.Area when type is TupleType:
                writer.Line(
                    $"call.ReturnBlock<{TypeText.Of(names, type)}, {import.ResultLayout}>({area}, ({string.Join(", ", results)}));");
                break;
            case ResultPassing.Area when type is NullableType { Value: not (TextType or SequenceType or ResourceType) } nullable:
                string value = locals.Take("value");
                writer.Line($"if ({results[0]} is {{ }} {value})");
                writer.Block(() => writer.Line($"{Return(names, nullable.Value, area, value, isInArea: true, isNullable: false)};"));
                writer.Line("else");
                writer.Block(() => writer.Line("call.ReturnNull();"));
                break;
            case ResultPassing.Area:
                writer.Line($"{Return(names, type.WithoutNull(), area, results[0], isInArea: true, type is NullableType)};");
                break;
            case ResultPassing.Pair:
                throw new InvalidOperationException("Only an export returns a pointer and a length.");
        }
    }

    private static string Return(GlueNames names, BindingType type, string area, string value, bool isInArea, bool isNullable) =>
        type.Accept(new ValueReturns(names, area, value, isInArea, isNullable ? "Nullable" : ""));

    /// <summary>A local variable for a parameter. One called <c>_</c> would be a discard where it is an <c>out</c> argument.</summary>
    private static string Local(NameScope locals, MethodParameter parameter) =>
        CSharpText.Identifier(locals.Take(parameter.Name == "_" ? "value" : parameter.Name));
}
