using System.Globalization;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>Prints records and unions: a class each, and how it is read and written.</summary>
internal static class RecordStubPrinter
{
    public static StubFile Print(RecordDefinition record)
    {
        string file = ScriptText.FileOf(record.Name, isInterface: false);
        StubImports imports = new(file);
        StoredCode stored = new(imports);
        CodeWriter body = new("  ");
        WriteClass(body, imports, record, baseClass: null);
        WriteSize(body, record.Name, record.Fields.Size, isExported: true);
        WriteReader(body, stored, record, isExported: true);
        WriteWriter(body, stored, record, isExported: true);
        stored.WriteFunctions(body);
        return File(record.Name, file, [record.Name.Simple], imports, body);
    }

    public static StubFile Print(UnionDefinition union)
    {
        string file = ScriptText.FileOf(union.Name, isInterface: false);
        string name = union.Name.Simple;
        StubImports imports = new(file);
        StoredCode stored = new(imports);
        CodeWriter body = new("  ");
        TsDocPrinter.Write(body, union.Documentation);
        body.Block($"export abstract class {name}", () => { });
        foreach (RecordDefinition item in union.Cases)
        {
            body.Line();
            WriteClass(body, imports, item, baseClass: name);
        }

        WriteSize(body, union.Name, Abi.StoredForm.Union.Size, isExported: true);
        WriteUnionReader(body, union);
        WriteUnionWriter(body, imports, union);
        foreach (RecordDefinition item in union.Cases)
        {
            WriteSize(body, item.Name, item.Fields.Size, isExported: false);
            WriteReader(body, stored, item, isExported: false);
            WriteWriter(body, stored, item, isExported: false);
        }

        stored.WriteFunctions(body);
        return File(union.Name, file, [name, .. union.Cases.Select(item => item.Name.Simple)], imports, body);
    }

    /// <summary>Writes the class of several results, and the function that reads it.</summary>
    public static void WriteTuple(CodeWriter writer, StubImports imports, StoredCode stored, string name, StoredFields fields)
    {
        RecordDefinition record = new(new TypeName("", name), QualifyNames: false, IsValueType: true, fields, Documentation.None);
        WriteClass(writer, imports, record, baseClass: null);
        WriteReader(writer, stored, record, isExported: false);
    }

    /// <summary>Writes the class of several results that a guest makes, and the function that writes it.</summary>
    public static void WriteTupleForHost(CodeWriter writer, StubImports imports, StoredCode stored, string name, StoredFields fields)
    {
        RecordDefinition record = new(new TypeName("", name), QualifyNames: false, IsValueType: true, fields, Documentation.None);
        WriteClass(writer, imports, record, baseClass: null);
        WriteSize(writer, record.Name, fields.Size, isExported: true);
        WriteWriter(writer, stored, record, isExported: true);
    }

    private static StubFile File(TypeName name, string file, IEnumerable<string> exports, StubImports imports, CodeWriter body)
    {
        CodeWriter writer = new("  ");
        ScriptText.WriteHeader(writer, name);
        imports.Write(writer);
        writer.Append(body);
        return new StubFile(name.Full, file, writer.Finish(), Collections.EquatableArray.ToEquatableArray(exports.OrderBy(export => export, StringComparer.Ordinal)));
    }

    private static void WriteClass(CodeWriter writer, StubImports imports, RecordDefinition record, string? baseClass)
    {
        TsDocPrinter.Write(writer, record.Documentation);
        writer.Block($"export class {record.Name.Simple}{(baseClass is null ? "" : $" extends {baseClass}")}", () =>
        {
            List<(StoredField Field, string Name)> fields = Name(record.Fields);
            if (fields.Count == 0)
            {
                return;
            }

            int required = fields.FindLastIndex(field => field.Field.Default is null) + 1;
            string body = baseClass is null ? ") {}" : ") {";
            List<string> parameters = [];
            for (int i = 0; i < fields.Count; i++)
            {
                imports.AddTypesOf(fields[i].Field.Type);
                string whenLeftOut = i >= required ? $" = {ScriptText.Constant(fields[i].Field.Default!, fields[i].Field.Type)}" : "";
                parameters.Add($"public {fields[i].Name}: {ScriptText.TypeOf(fields[i].Field.Type)}{whenLeftOut}");
            }

            string line = $"constructor({parameters[0]}{body}";
            if (fields.Count == 1 && fields[0].Field.Documentation.Summary.Length == 0 && writer.Indent.Length + line.Length <= Layout.Width)
            {
                writer.Line(line);
            }
            else
            {
                writer.Line("constructor(");
                writer.Indented(() =>
                {
                    for (int i = 0; i < fields.Count; i++)
                    {
                        TsDocPrinter.Write(writer, fields[i].Field.Documentation);
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
    }

    private static void WriteSize(CodeWriter writer, TypeName name, int size, bool isExported)
    {
        writer.Line();
        if (isExported)
        {
            writer.Line($"/** @internal How many bytes one takes in memory. */");
        }

        writer.Line($"{Export(isExported)}const {ScriptText.SizeOf(name)}: usize = {size.ToString(CultureInfo.InvariantCulture)};");
    }

    private static void WriteReader(CodeWriter writer, StoredCode stored, RecordDefinition record, bool isExported)
    {
        WriteInternal(writer, isExported, "Reads one from a block that the host wrote.");
        Layout.WriteSignature(writer, $"{Export(isExported)}function read{record.Name.Simple}", ["block: usize", "at: usize"], $": {record.Name.Simple} {{");
        writer.Indented(() => Layout.Write(
            writer, "return ", new Expression.Call($"new {record.Name.Simple}", [.. record.Fields.Items.Select(field => stored.Read(field.Type, "block", "at", field.Offset))]), ";"));
        writer.Line("}");
    }

    private static void WriteWriter(CodeWriter writer, StoredCode stored, RecordDefinition record, bool isExported)
    {
        WriteInternal(writer, isExported, "Writes one for the host.");
        Layout.WriteSignature(writer, $"{Export(isExported)}function write{record.Name.Simple}", ["at: usize", $"value: {record.Name.Simple}"], record.Fields.Items.Count == 0 ? ": void {}" : ": void {");
        if (record.Fields.Items.Count == 0)
        {
            return;
        }

        writer.Indented(() =>
        {
            foreach ((StoredField field, string name) in Name(record.Fields))
            {
                Layout.Write(writer, "", stored.Write(field.Type, "at", $"value.{name}", field.Offset), ";");
            }
        });
        writer.Line("}");
    }

    private static void WriteUnionReader(CodeWriter writer, UnionDefinition union)
    {
        WriteInternal(writer, isExported: true, "Reads one from a block that the host wrote.");
        Layout.WriteSignature(writer, $"export function read{union.Name.Simple}", ["block: usize", "at: usize"], $": {union.Name.Simple} {{");
        writer.Indented(() =>
        {
            writer.Line("const item = block + load<u32>(at, 4);");
            writer.Block("switch (load<u32>(at))", () =>
            {
                for (int i = 0; i < union.Cases.Count; i++)
                {
                    writer.Line(i < union.Cases.Count - 1 ? $"case {i.ToString(CultureInfo.InvariantCulture)}:" : "default:");
                    writer.Indented(() => Layout.Write(writer, "return ", new Expression.Call($"read{union.Cases[i].Name.Simple}", ["block", "item"]), ";"));
                }
            });
        });
        writer.Line("}");
    }

    private static void WriteUnionWriter(CodeWriter writer, StubImports imports, UnionDefinition union)
    {
        WriteInternal(writer, isExported: true, "Writes one for the host.");
        Layout.WriteSignature(writer, $"export function write{union.Name.Simple}", ["at: usize", $"value: {union.Name.Simple}"], ": void {");
        writer.Indented(() =>
        {
            for (int i = 0; i < union.Cases.Count; i++)
            {
                string name = union.Cases[i].Name.Simple;
                writer.Line($"{(i == 0 ? "" : "} else ")}if (value instanceof {name}) {{");
                Expression.Call write = new(
                    imports.Support($"writeCase<{name}>"), ["at", i.ToString(CultureInfo.InvariantCulture), $"<{name}>value", ScriptText.SizeOf(union.Cases[i].Name), $"write{name}"]);
                writer.Indented(() => Layout.Write(writer, "", write, ";"));
            }

            writer.Line("} else {");
            writer.Indented(() => Layout.Write(writer, "", new Expression.Call("assert", ["false", ScriptText.Literal($"not a case of {union.Name.Simple}")]), ";"));
            writer.Line("}");
        });
        writer.Line("}");
    }

    private static void WriteInternal(CodeWriter writer, bool isExported, string text)
    {
        writer.Line();
        if (isExported)
        {
            writer.Line($"/** @internal {text} */");
        }
    }

    private static List<(StoredField Field, string Name)> Name(StoredFields fields)
    {
        NameScope names = new();
        return [.. fields.Items.Select(field => (field, names.Take(ScriptText.Identifier(Naming.ToCamelCase(field.Name)))))];
    }

    private static string Export(bool isExported) => isExported ? "export " : "";
}
