using System.Globalization;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>Prints records and unions: a class each, and how it is read and written.</summary>
/// <param name="file">The file.</param>
/// <param name="writer">The part of the file that they go to.</param>
internal sealed class RecordStubPrinter(ScriptFile file, CodeWriter writer)
{
    public static StubFile Print(LoweredRecord lowered)
    {
        RecordDefinition record = lowered.Source;
        ScriptFile file = new(record.Name, ScriptText.FileOf(record.Name, isInterface: false));
        string name = ScriptText.TypeName(record.Name);
        string local = file.Declare(name);
        Helpers helpers = Helpers.Declared(file, name);
        RecordStubPrinter printer = new(file, file.Body);
        IReadOnlyList<string> names = printer.WriteClass(file.Export(name), local, lowered.Fields, record.Documentation, baseClass: null);
        printer.WriteSize(helpers, lowered.Fields.Layout.Size);
        printer.WriteReader(helpers, local, lowered.Fields, names);
        printer.WriteWriter(helpers, local, lowered.Fields, names);
        return file.ToFile(raw: null, StubRole.Type, [name]);
    }

    /// <summary>Prints a union: an abstract class, and its cases in a namespace of its name.</summary>
    public static StubFile Print(LoweredUnion lowered)
    {
        UnionDefinition union = lowered.Source;
        ScriptFile file = new(union.Name, ScriptText.FileOf(union.Name, isInterface: false));
        string name = ScriptText.TypeName(union.Name);
        string local = file.Declare(name);
        Helpers helpers = Helpers.Declared(file, name);
        List<Case> cases = [.. lowered.Cases.Select(item =>
            new Case(ScriptText.TypeName(item.Source.Name), $"{local}.{ScriptText.TypeName(item.Source.Name)}", item))];
        file.Hide(cases.Select(item => item.Name));
        List<IReadOnlyList<string>> names = [];
        CodeWriter body = file.Body;
        TsDocPrinter.Write(body, union.Documentation);
        body.Block($"{file.Export(name)}abstract class {local}", () => { });
        body.Line();
        body.Block($"{file.Export(name)}namespace {local}", () =>
        {
            for (int i = 0; i < cases.Count; i++)
            {
                if (i > 0)
                {
                    body.Line();
                }

                names.Add(new RecordStubPrinter(file, body).WriteClass(
                    "export ",
                    cases[i].Name,
                    cases[i].Record.Fields,
                    cases[i].Record.Source.Documentation,
                    baseClass: local));
            }
        });

        RecordStubPrinter printer = new(file, body);
        List<Helpers> ofCases = [.. cases.Select(item => Helpers.Own(file, item.Name))];
        printer.WriteSize(helpers, MemoryLayout.Union.Size);
        printer.WriteUnionReader(helpers, local, ofCases);
        printer.WriteUnionWriter(helpers, local, union, cases, ofCases);
        for (int i = 0; i < cases.Count; i++)
        {
            printer.WriteSize(ofCases[i], cases[i].Record.Fields.Layout.Size);
            printer.WriteReader(ofCases[i], cases[i].Reference, cases[i].Record.Fields, names[i]);
            printer.WriteWriter(ofCases[i], cases[i].Reference, cases[i].Record.Fields, names[i]);
        }

        return file.ToFile(raw: null, StubRole.Type, [name]);
    }

    /// <summary>Writes the class of several results, and the function that reads it.</summary>
    public void WriteTupleReader(string name, string local, string reader, LoweredFields fields)
    {
        IReadOnlyList<string> names = WriteClass(file.Export(name), local, fields, Documentation.None, baseClass: null);
        WriteReader(new Helpers("", reader, "", Export: ""), local, fields, names);
    }

    /// <summary>Writes the class of several results that a guest makes, and the function that writes it.</summary>
    public void WriteTupleWriter(string name, string local, LoweredFields fields)
    {
        Helpers helpers = Helpers.Declared(file, name);
        IReadOnlyList<string> names = WriteClass(file.Export(name), local, fields, Documentation.None, baseClass: null);
        WriteSize(helpers, fields.Layout.Size);
        WriteWriter(helpers, local, fields, names);
    }

    /// <returns>The names of the fields.</returns>
    private List<string> WriteClass(string export, string name, LoweredFields record, Documentation documentation, string? baseClass)
    {
        List<string> names = [];
        TsDocPrinter.Write(writer, documentation);
        writer.Block($"{export}class {name}{(baseClass is null ? "" : $" extends {baseClass}")}", () =>
        {
            if (record.Items.Count == 0)
            {
                return;
            }

            int required = record.Items.ToList().FindLastIndex(field => field.Source.Default is null) + 1;
            string body = baseClass is null ? ") {}" : ") {";
            List<string> types = [.. record.Items.Select(field => file.TypeOf(field.Wire))];
            List<string> constants = [.. record.Items.Select((field, index) =>
                index >= required ? $" = {file.Constant(field.Source.Default!, field.Wire)}" : "")];
            NameScope scope = file.Names.Inner();
            names.AddRange(record.Items.Select(field => scope.Take(ScriptWords.Field(Naming.ToCamelCase(field.Source.Name)))));
            List<string> parameters = [.. names.Select((field, index) => $"public {field}: {types[index]}{constants[index]}")];
            string line = $"constructor({parameters[0]}{body}";
            if (names.Count == 1 && IsUndocumented(DocumentationOf(record.Items[0])) && writer.Indent.Length + line.Length <= Layout.Width)
            {
                writer.Line(line);
            }
            else
            {
                writer.Line("constructor(");
                writer.Indented(() =>
                {
                    for (int i = 0; i < names.Count; i++)
                    {
                        TsDocPrinter.Write(writer, DocumentationOf(record.Items[i]));
                        writer.Line($"{parameters[i]},");
                    }
                });
                writer.Line(body);
            }

            if (baseClass is not null)
            {
                writer.Indented(() => writer.Line("super();"));
                writer.Line("}");
            }
        });
        return names;
    }

    private static Documentation DocumentationOf(LoweredField field) =>
        AssemblyScriptLanguage.Notes.AddTo(field.Source.Documentation, field.Wire);

    private static bool IsUndocumented(Documentation documentation) =>
        documentation == Documentation.None || documentation is { Summary.Length: 0, Deprecated: null, IsExperimental: false };

    private void WriteSize(Helpers helpers, int size)
    {
        writer.Line();
        if (helpers.IsInternal)
        {
            writer.Line("/** @internal How many bytes one takes in memory. */");
        }

        writer.Line($"{helpers.Export}const {helpers.Size}: usize = {size.ToString(CultureInfo.InvariantCulture)};");
    }

    private void WriteReader(Helpers helpers, string type, LoweredFields record, IReadOnlyList<string> names)
    {
        WriteInternal(helpers, "Reads one from a block that the host wrote.");
        Layout.WriteSignature(writer, $"{helpers.Export}function {helpers.Reader}", ["block: usize", "at: usize"], $": {type} {{");
        writer.Indented(() => Layout.Write(
            writer,
            "return ",
            new Expression.Call(
                $"new {type}",
                [.. record.Items.Select((field, i) =>
                    new Expression.Noted(file.FormOf(field.Wire).Read("block", "at", field.Offset), names[i]))]),
            ";"));
        writer.Line("}");
    }

    private void WriteWriter(Helpers helpers, string type, LoweredFields record, IReadOnlyList<string> names)
    {
        WriteInternal(helpers, "Writes one for the host.");
        Layout.WriteSignature(
            writer,
            $"{helpers.Export}function {helpers.Writer}",
            ["at: usize", $"value: {type}"],
            record.Items.Count == 0 ? ": void {}" : ": void {");
        if (record.Items.Count == 0)
        {
            return;
        }

        writer.Indented(() =>
        {
            for (int i = 0; i < names.Count; i++)
            {
                LoweredField field = record.Items[i];
                Layout.Write(writer, "", file.FormOf(field.Wire).Write("at", $"value.{names[i]}", field.Offset), ";");
            }
        });
        writer.Line("}");
    }

    private void WriteUnionReader(Helpers helpers, string type, List<Helpers> cases)
    {
        WriteInternal(helpers, "Reads one from a block that the host wrote.");
        Layout.WriteSignature(writer, $"{helpers.Export}function {helpers.Reader}", ["block: usize", "at: usize"], $": {type} {{");
        writer.Indented(() =>
        {
            writer.Line("const item = block + load<u32>(at, 4);");
            writer.Block("switch (load<u32>(at))", () =>
            {
                for (int i = 0; i < cases.Count; i++)
                {
                    writer.Line(i < cases.Count - 1 ? $"case {i.ToString(CultureInfo.InvariantCulture)}:" : "default:");
                    writer.Indented(() => Layout.Write(writer, "return ", new Expression.Call(cases[i].Reader, ["block", "item"]), ";"));
                }
            });
        });
        writer.Line("}");
    }

    private void WriteUnionWriter(Helpers helpers, string type, UnionDefinition union, List<Case> cases, List<Helpers> ofCases)
    {
        WriteInternal(helpers, "Writes one for the host.");
        Layout.WriteSignature(writer, $"{helpers.Export}function {helpers.Writer}", ["at: usize", $"value: {type}"], ": void {");
        writer.Indented(() =>
        {
            for (int i = 0; i < cases.Count; i++)
            {
                string name = cases[i].Reference;
                writer.Line($"{(i == 0 ? "" : "} else ")}if (value instanceof {name}) {{");
                Expression.Call write = new(
                    file.Support($"writeCase<{name}>"),
                    ["at", i.ToString(CultureInfo.InvariantCulture), $"<{name}>value", ofCases[i].Size, ofCases[i].Writer]);
                writer.Indented(() => Layout.Write(writer, "", write, ";"));
            }

            writer.Line("} else {");
            writer.Indented(() => Layout.Write(
                writer,
                "",
                new Expression.Call("assert", ["false", ScriptText.Literal($"not a case of {union.Name.Simple}")]),
                ";"));
            writer.Line("}");
        });
        writer.Line("}");
    }

    private void WriteInternal(Helpers helpers, string text)
    {
        writer.Line();
        if (helpers.IsInternal)
        {
            writer.Line($"/** @internal {text} */");
        }
    }

    /// <summary>One case of a union.</summary>
    /// <param name="Name">Its name in the union's namespace.</param>
    /// <param name="Reference">Its name elsewhere in the file.</param>
    private sealed record Case(string Name, string Reference, LoweredRecord Record);

    /// <summary>What reads and writes a class, by the names in its file.</summary>
    /// <param name="Export">The word before them, for those that other files use under their own names.</param>
    private sealed record Helpers(string Size, string Reader, string Writer, string Export)
    {
        /// <summary>Gets whether other files use them, and guests should not.</summary>
        public bool IsInternal { get; private init; }

        /// <summary>Those of a class that other files use.</summary>
        public static Helpers Declared(ScriptFile file, string exported) => new(
            file.Declare(ScriptText.SizeOf(exported)),
            file.Declare(ScriptText.ReaderOf(exported)),
            file.Declare(ScriptText.WriterOf(exported)),
            "export ")
        { IsInternal = true };

        /// <summary>Those of a class that only its file uses.</summary>
        public static Helpers Own(ScriptFile file, string name) => new(
            file.Take(ScriptText.SizeOf(name)), file.Take(ScriptText.ReaderOf(name)), file.Take(ScriptText.WriterOf(name)), "");
    }
}
