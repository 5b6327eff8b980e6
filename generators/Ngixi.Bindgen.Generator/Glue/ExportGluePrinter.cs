using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Prints the host's side of what guests export: an implementation of the interface that calls the guest.</summary>
internal static class ExportGluePrinter
{
    /// <summary>The field of the glue's class with what guests must export.</summary>
    private const string Expected = "Expected";

    public static SourceFile Print(LoweredExports lowered)
    {
        ExportInterface contract = lowered.Source;
        CodeWriter writer = new("    ");
        GlueNames names = new();
        string type = names.Type(contract.Name);
        string name = contract.Name.WithoutInterfacePrefix;

        writer.Line($"/// <summary>Calls <see cref=\"{type}\"/> in guests that export it.</summary>");
        GluePrinter.WriteGeneratedCode(writer);
        GluePrinter.WriteObsolete(writer, contract.Obsolete);
        ContractPrinter.WriteAttribute(
            writer,
            names.Type(contract.Name with { Path = contract.GlueName }),
            ContractLimits.Of(contract).LimitsText);
        writer.Line($"{(contract.IsPublic ? "public" : "internal")} static class {contract.GlueName}");
        writer.Block(() =>
        {
            WriteContract(writer, contract, lowered.Functions);
            writer.Line();
            writer.Line(
                $"/// <summary>Checks, before any of its code runs, that a guest exports <see cref=\"{type}\"/> "
                + "and was built against this version of it. Check each module once.</summary>");
            writer.Line("/// <param name=\"module\">The guest.</param>");
            writer.Line(
                $"/// <exception cref=\"{GlueTypes.ContractMismatchException}\">The guest does not fit; "
                + "the exception lists every difference in words.</exception>");
            writer.Line($"public static void Check{name}(this {GlueTypes.Module} module) => {Expected}.Check(module);");
            writer.Line();
            writer.Line(
                $"/// <summary>Lists the differences that <see cref=\"Check{name}\"/> would throw for. "
                + "Use it to probe for an interface that guests may lack.</summary>");
            writer.Line("/// <param name=\"module\">The guest.</param>");
            writer.Line("/// <returns>Every difference; none when the guest fits.</returns>");
            writer.Line(
                $"public static {GlueTypes.IReadOnlyList}<{GlueTypes.ContractDifference}> Find{name}Differences("
                + $"this {GlueTypes.Module} module) => {Expected}.FindDifferences(module);");
            writer.Line();
            writer.Line($"/// <summary>Gets the <see cref=\"{type}\"/> that a guest exports.</summary>");
            writer.Line("/// <param name=\"instance\">The guest, initialized.</param>");
            writer.Line(
                "/// <returns>The interface of the guest, for one thread at a time, "
                + "until the store of the instance is disposed.</returns>");
            writer.Line(
                $"/// <exception cref=\"{GlueTypes.WasmExportException}\">"
                + "The guest was built for another contract, lacks exports, or has them with other signatures.</exception>");
            WriteGet(writer, contract, type, name, names, lowered.Functions);
            if (contract is { ClientName: not null, IsComplete: true })
            {
                writer.Line();
                ClientPrinter.WriteImplementation(writer, names, lowered, Expected);
            }
        });
        if (contract is { ClientName: not null, IsComplete: true })
        {
            writer.Line();
            ClientPrinter.WriteInterface(writer, names, lowered);
        }

        return GluePrinter.FileOf(contract.Name, contract.Name.Namespace, $"the interface {contract.Name.Path}", names, writer);
    }

    private static void WriteGet(
        CodeWriter writer, ExportInterface contract, string type, string name, GlueNames names, EquatableArray<LoweredExport> exports)
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
            List<(string Layout, LoweredExport Export)> tuples = [];
            for (int i = 0; i < exports.Count; i++)
            {
                ImportMethod method = exports[i].Source;
                string layout = "";
                if (exports[i].Value is TupleWire)
                {
                    layout = layouts.Take($"{method.Name}ResultLayout");
                    tuples.Add((layout, exports[i]));
                }

                foreach (QualifiedName declarer in method.Declarers)
                {
                    writer.Line();
                    WriteMethod(writer, names, exports[i], declarer, i, layout);
                }
            }

            foreach ((string layout, LoweredExport export) in tuples)
            {
                writer.Line();
                LayoutPrinter.WriteTuple(
                    writer,
                    names,
                    layout,
                    export.Source.Result,
                    ((TupleWire)export.Value!).Fields,
                    export.Source.HasObsoleteErrors);
            }
        });
    }

    private static void WriteContract(CodeWriter writer, ExportInterface contract, EquatableArray<LoweredExport> exports)
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
                string block = exports[i].Block is not null ? ", TakesBlock: true" : "";
                string secret = exports[i].Source.IsSecret ? ", IsSecret: true" : "";
                string end = i == exports.Count - 1 ? ");" : ",";
                string name = CSharpText.Literal(exports[i].Name);
                writer.Line($"new {GlueTypes.GuestExport}({name}, \"{SignatureOf(exports[i])}\"{block}{secret}){end}");
            }
        });
    }

    private static void WriteMethod(
        CodeWriter writer, GlueNames names, LoweredExport lowered, QualifiedName declarer, int index, string layout)
    {
        ImportMethod method = lowered.Source;
        NameScope locals = new([.. method.Parameters.Select(parameter => parameter.Name)]);
        string slots = locals.Take("slots");
        string guest = locals.Take("guest");
        bool isPair = lowered.Passing == ResultPassing.Pair;
        int count = Math.Max(lowered.RawParameters.Count, lowered.Result is null ? 0 : 1);
        string parameters = string.Join(", ", method.Parameters.Select(parameter =>
            $"{(parameter.IsOut ? "out " : "")}{TypeText.Of(names, parameter.Type)} {CSharpText.Identifier(parameter.Name)}"));

        string raw = string.Join(
            ", ",
            lowered.RawParameters.Select(parameter => $"{parameter.Name}: {GluePrinter.WasmText(parameter.Type)}"));
        writer.Line($"// {CSharpText.Comment(method.Signature)}");
        string rawResult = lowered.Result is { } result ? $" -> {GluePrinter.WasmText(result)}" : "";
        writer.Line($"// {CSharpText.Comment($"{lowered.Name}({raw}){rawResult}")}");
        if (method.HasObsoleteErrors)
        {
            GluePrinter.WriteObsolete(writer);
        }

        writer.Line($"{TypeText.Of(names, method.Returned)} {names.Type(declarer)}.{CSharpText.Identifier(method.Name)}({parameters})");
        writer.Block(() =>
        {
            string size = CSharpText.Number(Math.Max(1, isPair ? Math.Max(2, count) : count));
            writer.Line($"{GlueTypes.ValueSlot}* {slots} = stackalloc {GlueTypes.ValueSlot}[{size}];");
            writer.Line(
                $"{GlueTypes.GuestCall} {guest} = new(this.exports, function: "
                + $"{CSharpText.Number(index)}, {CSharpText.Literal(lowered.Name)}, {slots});");
            WriteArguments(writer, names, lowered, guest, locals);
            string invoke = $"{guest}.{(isPair ? "InvokeForPair" : "Invoke")}(count: {CSharpText.Number(count)})";
            if (lowered.Value is null)
            {
                writer.Line($"{invoke};");
                return;
            }

            string local = locals.Take("result");
            writer.Line($"{GlueTypes.GuestResult} {local} = {invoke};");
            WriteResult(writer, names, method, Read(names, method.Result, local, layout), locals);
        });
    }

    private static void WriteArguments(CodeWriter writer, GlueNames names, LoweredExport lowered, string guest, NameScope locals)
    {
        if (lowered.Block is not { } block)
        {
            foreach (LoweredParameter parameter in lowered.Parameters)
            {
                string value = CSharpText.Identifier(parameter.Source.Name);
                string set = parameter.Source.Type switch
                {
                    EnumType enumeration => $"({TypeText.OfScalar(enumeration.Underlying)}){value}",
                    ConvertedType converted =>
                        $"{TypeText.ConverterOf(names, converted)}.Write({value}, {CSharpText.Literal(parameter.Source.Name)})",
                    _ => value,
                };
                writer.Line($"{guest}.Set(slot: {CSharpText.Number(parameter.Raw[0].Slot)}, {set});");
            }

            return;
        }

        string arguments = locals.Take("arguments");
        bool isInPlace = block.Items.All(field => field.Source.Type.Accept(RunsUserCode.Instance) is false);
        writer.Line(
            $"{GlueTypes.BlockWriter} {arguments} = {guest}.{(isInPlace ? "BeginArgumentsInPlace" : "BeginArguments")}(size: "
            + $"{CSharpText.Number(block.Layout.Size)});");
        WriteFields(writer, names, block, arguments);
        writer.Line($"{guest}.EndArguments({arguments});");
    }

    /// <summary>Writes the arguments of a method into a block.</summary>
    /// <param name="arguments">The local variable that writes it.</param>
    public static void WriteFields(CodeWriter writer, GlueNames names, LoweredFields fields, string arguments)
    {
        foreach (LoweredField field in fields.Items)
        {
            string value = CSharpText.Identifier(field.Source.Name);
            string at = CSharpText.Number(field.Offset);
            writer.Line(field.Source.Type switch
            {
                TextType { Form: TextForm.ReadOnlySpan } => $"{arguments}.WriteText({at}, {value});",
                SequenceType { Form: SequenceForm.ReadOnlySpan } => $"{arguments}.WriteNumbers({at}, {value});",
                { } type => $"{LayoutText.Of(names, type)}.Write(ref {arguments}, {at}, {value}, {CSharpText.Literal(field.Source.Name)});",
            });
        }
    }

    private static void WriteResult(CodeWriter writer, GlueNames names, ImportMethod method, string read, NameScope locals)
    {
        List<string> outs = [.. method.Parameters
            .Where(parameter => parameter.IsOut)
            .Select(parameter => CSharpText.Identifier(parameter.Name))];
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

    private static string Read(GlueNames names, BindingType type, string result, string layout) => type is TupleType
        ? $"{result}.ReadRecord<{TypeText.Of(names, type)}, {layout}>()"
        : type.Accept(new ValueReads(names, result, ValuePlace.Result, Limits.None, isFlagged: false));

    private static string SignatureOf(LoweredExport export)
    {
        string parameters = $"({string.Join(" ", export.RawParameters.Select(parameter => GluePrinter.WasmText(parameter.Type)))})";
        return export.Result is { } result ? $"{parameters} -> {GluePrinter.WasmText(result)}" : parameters;
    }
}
