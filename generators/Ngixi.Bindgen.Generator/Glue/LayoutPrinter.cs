using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Prints how records, unions and tuples are stored in memory.</summary>
internal static class LayoutPrinter
{
    public static SourceFile Print(LoweredRecord record)
    {
        GlueNames names = new();
        CodeWriter body = new("    ");
        WriteRecord(body, names, record);
        return GluePrinter.FileOf(record.Source.Name, GlueNames.GeneratedNamespace, $"the record {record.Source.Name.Path}", names, body);
    }

    public static SourceFile Print(LoweredUnion union)
    {
        GlueNames names = new();
        CodeWriter body = new("    ");
        WriteUnion(body, names, union);
        foreach (LoweredRecord item in union.Cases)
        {
            body.Line();
            WriteRecord(body, names, item);
        }

        return GluePrinter.FileOf(union.Source.Name, GlueNames.GeneratedNamespace, $"the record {union.Source.Name.Path}", names, body);
    }

    /// <summary>Writes the layout of several results, inside the class of their interface.</summary>
    public static void WriteTuple(
        CodeWriter writer, GlueNames names, string layout, BindingType tuple, LoweredFields fields, bool hasObsoleteErrors)
    {
        int number = 1;
        List<(LoweredField Field, string Member, string ErrorName)> members = [.. fields.Items.Select(field =>
            (field, $"Item{CSharpText.Number(number++)}", field.Source.Name))];
        string type = TypeText.Of(names, tuple);
        if (hasObsoleteErrors)
        {
            GluePrinter.WriteObsolete(writer);
        }

        writer.Line($"private readonly struct {layout} : {GlueTypes.IMemoryLayout}<{type}>");
        writer.Block(() =>
        {
            WriteForm(writer, fields.Layout);
            WriteReadHead(writer, names, type, " =>");
            writer.Indented(() =>
                writer.Line($"({string.Join(", ", members.Select(member => Read(names, member.Field, member.ErrorName)))});"));
            WriteWrite(writer, names, type, members, mayBeNull: false);
        });
    }

    private static void WriteRecord(CodeWriter writer, GlueNames names, LoweredRecord lowered)
    {
        RecordDefinition record = lowered.Source;
        string type = names.Type(record.Name);
        WriteHead(writer, names, record.Name, record.HasObsoleteErrors);
        writer.Block(() =>
        {
            WriteForm(writer, lowered.Fields.Layout);
            WriteRead(writer, names, lowered, type);
            WriteWrite(
                writer,
                names,
                type,
                [.. lowered.Fields.Items.Select(field => (field, CSharpText.Identifier(field.Source.Name), NameInErrors(record, field)))],
                mayBeNull: !record.IsValueType);
        });
    }

    private static void WriteRead(CodeWriter writer, GlueNames names, LoweredRecord record, string type)
    {
        List<string> arguments = [.. record.Fields.Items.Where(field => field.Source.IsArgument).Select(field => Assign(field, ": "))];
        List<string> properties = [.. record.Fields.Items.Where(field => !field.Source.IsArgument).Select(field => Assign(field, " = "))];
        WriteReadHead(
            writer,
            names,
            type,
            $" => new({(arguments.Count == 0 && properties.Count == 0 ? ");" : arguments.Count == 0 ? ")" : "")}");
        writer.Indented(() => WriteList(writer, arguments, properties.Count == 0 ? ");" : ")"));
        if (properties.Count > 0)
        {
            writer.Line("{");
            writer.Indented(() => WriteList(writer, properties, ","));
            writer.Line("};");
        }

        string Assign(LoweredField field, string sign) =>
            $"{CSharpText.Identifier(field.Source.Name)}{sign}{Read(names, field, NameInErrors(record.Source, field))}";
    }

    private static void WriteUnion(CodeWriter writer, GlueNames names, LoweredUnion lowered)
    {
        UnionDefinition union = lowered.Source;
        string type = names.Type(union.Name);
        WriteHead(writer, names, union.Name, union.HasObsoleteErrors);
        writer.Block(() =>
        {
            WriteForm(writer, MemoryLayout.Union);
            WriteReadHead(writer, names, type, $" => {GlueTypes.GuestReader}.CaseOf(bytes) switch");
            writer.Line("{");
            writer.Indented(() =>
            {
                for (int i = 0; i < union.Cases.Count; i++)
                {
                    writer.Line(
                        $"{CSharpText.Number(i)} => guest.ReadCase<{CaseAndLayout(union.Cases[i])}>(bytes, "
                        + $"{CSharpText.Literal(union.Cases[i].Name.Path)}),");
                }

                writer.Line("_ => throw guest.UnknownCase(bytes, name),");
            });
            writer.Line("};");
            writer.Line();
            writer.Line($"public static void Write(ref {GlueTypes.BlockWriter} block, int at, {type} value, string name)");
            writer.Block(() =>
            {
                writer.Line("switch (value)");
                writer.Block(() =>
                {
                    for (int i = 0; i < union.Cases.Count; i++)
                    {
                        writer.Line($"case {names.Type(union.Cases[i].Name)} item:");
                        writer.Indented(() =>
                        {
                            writer.Line(
                                $"block.WriteCase<{CaseAndLayout(union.Cases[i])}>(at, {CSharpText.Number(i)}, item, "
                                + $"{CSharpText.Literal(union.Cases[i].Name.Path)});");
                            writer.Line("break;");
                        });
                    }

                    writer.Line("default:");
                    writer.Indented(() => writer.Line($"throw {GlueTypes.BlockWriter}.UnknownCase(value, name);"));
                });
            });
        });

        string CaseAndLayout(RecordDefinition item) => $"{names.Type(item.Name)}, {GlueNames.Generated(GlueNames.LayoutOf(item.Name))}";
    }

    private static void WriteHead(CodeWriter writer, GlueNames names, TypeName name, bool hasObsoleteErrors)
    {
        string type = names.Type(name);
        writer.Line($"/// <summary>How a <see cref=\"{type}\"/> is stored in memory.</summary>");
        GluePrinter.WriteGeneratedCode(writer);
        if (hasObsoleteErrors)
        {
            GluePrinter.WriteObsolete(writer);
        }

        writer.Line($"internal readonly struct {GlueNames.LayoutOf(name)} : {GlueTypes.IMemoryLayout}<{type}>");
    }

    private static void WriteForm(CodeWriter writer, MemoryLayout layout)
    {
        writer.Line($"public static int Size => {CSharpText.Number(layout.Size)};");
        writer.Line();
        writer.Line($"public static int Alignment => {CSharpText.Number(layout.Alignment)};");
        writer.Line();
    }

    private static void WriteReadHead(CodeWriter writer, GlueNames names, string type, string body) =>
        writer.Line(
            $"public static {type} Read(ref {GlueTypes.GuestReader} guest, scoped {GlueTypes.ReadOnlySpan}<byte> bytes, "
            + $"string name){body}");

    private static void WriteWrite(
        CodeWriter writer,
        GlueNames names,
        string type,
        List<(LoweredField Field, string Member, string ErrorName)> members,
        bool mayBeNull)
    {
        writer.Line();
        writer.Line($"public static void Write(ref {GlueTypes.BlockWriter} block, int at, {type} value, string name)");
        writer.Block(() =>
        {
            if (mayBeNull)
            {
                writer.Line($"{GlueTypes.BlockWriter}.Require(value, name);");
            }

            foreach ((LoweredField field, string member, string errorName) in members)
            {
                writer.Line(
                    $"{LayoutText.Of(names, field.Source.Type)}.Write(ref block, "
                    + $"at{(field.Offset == 0 ? "" : $" + {CSharpText.Number(field.Offset)}")}, value.{member}, "
                    + $"{CSharpText.Literal(errorName)});");
            }
        });
    }

    private static string Read(GlueNames names, LoweredField field, string errorName)
    {
        string name = CSharpText.Literal(errorName);
        string bytes = field.Offset == 0 ? "bytes" : $"bytes[{CSharpText.Number(field.Offset)}..]";
        if (field.Source.MaxItems is { } maxItems)
        {
            bytes = $"guest.RequireAtMost({bytes}, {CSharpText.Number(maxItems)}, {name})";
        }

        return $"{LayoutText.Of(names, field.Source.Type)}.Read(ref guest, {bytes}, {name})";
    }

    private static string NameInErrors(RecordDefinition record, LoweredField field) => $"{record.Name.Path}.{field.Source.Name}";

    private static void WriteList(CodeWriter writer, List<string> items, string end)
    {
        for (int i = 0; i < items.Count; i++)
        {
            writer.Line(items[i] + (i == items.Count - 1 ? end : ","));
        }
    }

}
