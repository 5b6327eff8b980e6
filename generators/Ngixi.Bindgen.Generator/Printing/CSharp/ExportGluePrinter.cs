using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints the host's side of what guests export: an implementation of the interface that calls the guest.</summary>
internal static class ExportGluePrinter
{
    /// <summary>The field of the glue's class with what guests must export.</summary>
    private const string Expected = "Expected";

    public static SourceFile Print(ExportInterface contract)
    {
        CodeWriter writer = new("    ");
        GlueNames names = new();
        string type = names.Type(contract.Name);
        string name = contract.Name.WithoutInterfacePrefix;
        List<(ExportMethod Method, LoweredExport Lowered)> exports = [.. contract.Methods.Select(method => (method, ExportLowering.Lower(method)))];

        writer.Line($"/// <summary>Calls <see cref=\"{type}\"/> in guests that export it.</summary>");
        GluePrinter.WriteGeneratedCode(writer);
        GluePrinter.WriteObsolete(writer, contract.Obsolete);
        writer.Line($"[{GlueTypes.GuestContract}({names.Type(contract.Name with { Path = contract.GlueName })}.{ContractPrinter.Current})]");
        writer.Line($"{(contract.IsPublic ? "public" : "internal")} static class {contract.GlueName}");
        writer.Block(() =>
        {
            WriteContract(writer, contract, [.. exports.Select(export => (export.Lowered, export.Method.Arguments is not null))]);
            writer.Line();
            writer.Line($"/// <summary>Checks, before any of its code runs, that a guest exports <see cref=\"{type}\"/> and was built against this version of it. Check each module once.</summary>");
            writer.Line("/// <param name=\"module\">The guest.</param>");
            writer.Line($"/// <exception cref=\"{GlueTypes.ContractMismatchException}\">The guest does not fit; the exception lists every difference in words.</exception>");
            writer.Line($"public static void Check{name}(this {GlueTypes.Module} module) => {Expected}.Check(module);");
            writer.Line();
            writer.Line($"/// <summary>Lists the differences that <see cref=\"Check{name}\"/> would throw for. Use it to probe for an interface that guests may lack.</summary>");
            writer.Line("/// <param name=\"module\">The guest.</param>");
            writer.Line("/// <returns>Every difference; none when the guest fits.</returns>");
            writer.Line($"public static {GlueTypes.IReadOnlyList}<{GlueTypes.ContractDifference}> Find{name}Differences(this {GlueTypes.Module} module) => {Expected}.FindDifferences(module);");
            writer.Line();
            writer.Line($"/// <summary>Gets the <see cref=\"{type}\"/> that a guest exports.</summary>");
            writer.Line("/// <param name=\"instance\">The guest, initialized.</param>");
            writer.Line("/// <returns>The interface of the guest, for one thread at a time, until the store of the instance is disposed.</returns>");
            writer.Line($"/// <exception cref=\"{GlueTypes.WasmExportException}\">The guest was built for another contract, lacks exports, or has them with other signatures.</exception>");
            WriteGet(writer, contract, type, name, names, exports);
        });
        return GluePrinter.FileOf(contract.Name, contract.Name.Namespace, $"the interface {contract.Name.Path}", names, writer);
    }

    private static void WriteGet(
        CodeWriter writer, ExportInterface contract, string type, string name, GlueNames names, List<(ExportMethod Method, LoweredExport Lowered)> exports)
    {
        string head = $"public static {type} Get{name}(this {GlueTypes.Instance} instance) =>";
        if (!contract.IsComplete)
        {
            // The compiler shows why; an implementation that lacks methods would keep it from that.
            writer.Line($"{head} throw new {GlueTypes.InvalidOperationException}(\"{name} has methods that no guest can export.\");");
            return;
        }

        string guestClass = new NameScope(contract.GlueName).Take($"{name}OfGuest");
        writer.Line($"{head} new {guestClass}({GlueTypes.GuestExports}.Of(instance, {Expected}));");
        writer.Line();
        writer.Line($"private sealed unsafe class {guestClass} : {type}");
        writer.Block(() =>
        {
            writer.Line($"private readonly {GlueTypes.GuestExports} exports;");
            writer.Line();
            writer.Line($"public {guestClass}({GlueTypes.GuestExports} exports) => this.exports = exports;");
            NameScope layouts = new(guestClass, "exports");
            List<(string Layout, TupleType Tuple, bool HasObsoleteErrors)> tuples = [];
            for (int i = 0; i < exports.Count; i++)
            {
                ImportMethod method = exports[i].Method.Method;
                string layout = "";
                if (method.Result is TupleType tuple)
                {
                    layout = layouts.Take($"{method.Name}ResultLayout");
                    tuples.Add((layout, tuple, method.HasObsoleteErrors));
                }

                foreach (QualifiedName declarer in method.Declarers)
                {
                    writer.Line();
                    WriteMethod(writer, names, exports[i].Method, exports[i].Lowered, declarer, i, layout);
                }
            }

            foreach ((string layout, TupleType tuple, bool hasObsoleteErrors) in tuples)
            {
                writer.Line();
                LayoutPrinter.WriteTuple(writer, names, layout, tuple, hasObsoleteErrors);
            }
        });
    }

    private static void WriteContract(CodeWriter writer, ExportInterface contract, List<(LoweredExport Lowered, bool TakesBlock)> exports)
    {
        writer.Line("// What guests are built for (docs/abi.md, Contract markers).");
        writer.Line($"internal const string {ContractPrinter.Current} =");
        writer.Indented(() => ContractPrinter.WriteText(writer, ContractText.ShapeOf(contract).Text, ";"));
        writer.Line();
        writer.Line($"private static readonly {GlueTypes.ExportContract} {Expected} = new(");
        writer.Indented(() =>
        {
            writer.Line($"{ContractPrinter.Current}{(exports.Count == 0 ? ");" : ",")}");
            for (int i = 0; i < exports.Count; i++)
            {
                string block = exports[i].TakesBlock ? ", TakesBlock: true" : "";
                string end = i == exports.Count - 1 ? ");" : ",";
                writer.Line($"new {GlueTypes.GuestExport}({CSharpText.Literal(exports[i].Lowered.Name)}, \"{SignatureOf(exports[i].Lowered)}\"{block}){end}");
            }
        });
    }

    private static void WriteMethod(
        CodeWriter writer, GlueNames names, ExportMethod export, LoweredExport lowered, QualifiedName declarer, int index, string layout)
    {
        ImportMethod method = export.Method;
        NameScope locals = new([.. method.Parameters.Select(parameter => parameter.Name)]);
        string slots = locals.Take("slots");
        string guest = locals.Take("guest");
        int count = Math.Max(lowered.Parameters.Count, lowered.Result is null ? 0 : 1);
        string parameters = string.Join(", ", method.Parameters.Select(parameter =>
            $"{(parameter.IsOut ? "out " : "")}{TypeText.Of(names, parameter.Type)} {CSharpText.Identifier(parameter.Name)}"));

        string raw = string.Join(", ", lowered.Parameters.Select(parameter => $"{parameter.Name}: {GluePrinter.WasmText(parameter.Type)}"));
        writer.Line($"// {CSharpText.Comment(method.Signature)}");
        writer.Line($"// {CSharpText.Comment($"{lowered.Name}({raw}){(lowered.Result is { } result ? $" -> {GluePrinter.WasmText(result)}" : "")}")}");
        if (method.HasObsoleteErrors)
        {
            GluePrinter.WriteObsolete(writer);
        }

        writer.Line($"{TypeText.Of(names, method.Returned)} {names.Type(declarer)}.{CSharpText.Identifier(method.Name)}({parameters})");
        writer.Block(() =>
        {
            string size = CSharpText.Number(Math.Max(1, lowered.IsPair ? Math.Max(2, count) : count));
            writer.Line($"{GlueTypes.ValueSlot}* {slots} = stackalloc {GlueTypes.ValueSlot}[{size}];");
            writer.Line($"{GlueTypes.GuestCall} {guest} = new(this.exports, {CSharpText.Number(index)}, {CSharpText.Literal(lowered.Name)}, {slots});");
            WriteArguments(writer, names, export, lowered, guest, locals);
            string invoke = $"{guest}.{(lowered.IsPair ? "InvokeForPair" : "Invoke")}({CSharpText.Number(count)})";
            if (method.Result is VoidType)
            {
                writer.Line($"{invoke};");
                return;
            }

            string local = locals.Take("result");
            writer.Line($"{GlueTypes.HostCall} {local} = {invoke};");
            WriteResult(writer, names, method, Read(names, method.Result, local, layout), locals);
        });
    }

    private static void WriteArguments(CodeWriter writer, GlueNames names, ExportMethod export, LoweredExport lowered, string guest, NameScope locals)
    {
        List<MethodParameter> parameters = [.. export.Method.Parameters.Where(parameter => !parameter.IsOut)];
        if (export.Arguments is not { } block)
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                string value = CSharpText.Identifier(parameters[i].Name);
                string set = parameters[i].Type is EnumType enumeration ? $"({CSharpText.Keyword(enumeration.Underlying)}){value}" : value;
                writer.Line($"{guest}.Set({CSharpText.Number(lowered.Parameters[i].Slot)}, {set});");
            }

            return;
        }

        string arguments = locals.Take("arguments");
        writer.Line($"{GlueTypes.BlockWriter} {arguments} = {guest}.{(block.Items.All(field => IsWrittenByUs(field.Type)) ? "BeginArgumentsInPlace" : "BeginArguments")}({CSharpText.Number(block.Size)});");
        foreach (StoredField field in block.Items)
        {
            string value = CSharpText.Identifier(field.Name);
            writer.Line(field.Type switch
            {
                TextType { Form: TextForm.ReadOnlySpan } => $"{arguments}.WriteText({CSharpText.Number(field.Offset)}, {value});",
                SequenceType { Form: SequenceForm.ReadOnlySpan } => $"{arguments}.WriteNumbers({CSharpText.Number(field.Offset)}, {value});",
                _ => $"{TypeText.LayoutOf(names, field.Type)}.Write(ref {arguments}, {CSharpText.Number(field.Offset)}, {value}, {CSharpText.Literal(field.Name)});",
            });
        }

        writer.Line($"{guest}.EndArguments({arguments});");
    }

    private static void WriteResult(CodeWriter writer, GlueNames names, ImportMethod method, string read, NameScope locals)
    {
        List<string> outs = [.. method.Parameters.Where(parameter => parameter.IsOut).Select(parameter => CSharpText.Identifier(parameter.Name))];
        if (outs.Count == 0)
        {
            writer.Line($"return {read};");
        }
        else if (method.Returned is not VoidType)
        {
            string returned = locals.Take("returned");
            writer.Line($"({TypeText.Of(names, method.Returned)} {returned}, {string.Join(", ", outs)}) = {read};");
            writer.Line($"return {returned};");
        }
        else
        {
            writer.Line($"{(outs.Count == 1 ? outs[0] : $"({string.Join(", ", outs)})")} = {read};");
        }
    }

    private static string Read(GlueNames names, BindingType type, string call, string layout)
    {
        const string Place = "0, \"result\"";
        return type switch
        {
            TextType text => $"{call}.Read{Nullable(text.IsNullable)}String({Place})",
            SequenceType sequence => $"{call}.Read{Nullable(sequence.IsNullable)}Array<{CSharpText.Keyword(sequence.Element)}>({Place})",
            GuidType => $"{call}.ReadGuid({Place})",
            OptionalType { Value: GuidType } => $"{call}.ReadNullableGuid({Place})",
            OptionalType optional =>
                $"{call}.ReadStored<{TypeText.Of(names, type)}, {GlueTypes.NullableStructLayout}<{TypeText.Of(names, optional.Value)}, {TypeText.LayoutOf(names, optional.Value)}>>({Place})",
            TupleType => $"{call}.ReadRecord<{TypeText.Of(names, type)}, {layout}>({Place})",
            RecordType { IsNullable: false } => $"{call}.ReadRecord<{TypeText.Of(names, type)}, {TypeText.LayoutOf(names, type)}>({Place})",
            RecordType or ListType or DictionaryType => $"{call}.ReadStored<{TypeText.Of(names, type)}, {TypeText.LayoutOf(names, type)}>({Place})",
            _ => ScalarText.Read(names, call, type, 0, "result"),
        };
    }

    /// <summary>Whether no code of the user's runs while a value is written: no property, no enumerator, no memory manager.</summary>
    private static bool IsWrittenByUs(BindingType type) =>
        type is ScalarType or EnumType or InstantType or DurationType or GuidType or OptionalType or TextType
        or SequenceType { Form: SequenceForm.Array or SequenceForm.ReadOnlySpan or SequenceForm.Span };

    private static string SignatureOf(LoweredExport export)
    {
        string parameters = $"({string.Join(" ", export.Parameters.Select(parameter => GluePrinter.WasmText(parameter.Type)))})";
        return export.Result is { } result ? $"{parameters} -> {GluePrinter.WasmText(result)}" : parameters;
    }

    private static string Nullable(bool isNullable) => isNullable ? "Nullable" : "";
}
