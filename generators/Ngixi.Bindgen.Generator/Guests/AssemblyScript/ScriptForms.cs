using System.Globalization;
using Ngixi.Bindgen.Generator.Lowering;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>The form of each shape in one stub file.</summary>
internal sealed class ScriptForms(ScriptFile file) : IWireVisitor<ScriptForm>
{
    public ScriptForm Of(Wire wire) => wire.Accept(this);

    public ScriptForm Visit(ScalarWire wire) => new ScalarForm(file, wire.Stored);

    public ScriptForm Visit(EnumWire wire) => new EnumForm(file, wire);

    public ScriptForm Visit(BytesWire wire) => new GuidForm(file);

    public ScriptForm Visit(TextWire wire) => new TextForm(file);

    public ScriptForm Visit(NumbersWire wire) => new NumbersForm(file, wire.Element);

    public ScriptForm Visit(TableWire wire)
    {
        ScriptForm item = Of(wire.Item);
        return new ItemsForm(
            file,
            "List",
            () => $"{file.Builtin("Array")}<{item.Type}>",
            $"ListOf{item.Name}",
            () => item.Type,
            item,
            () => SizeOf(wire.Item),
            "length",
            "listLength");
    }

    public ScriptForm Visit(MapWire wire)
    {
        ScriptForm key = Of(wire.Key);
        ScriptForm value = Of(wire.Value);
        string by = wire.Key is TextWire ? "" : $"By{key.Name}";
        return new ItemsForm(
            file,
            "Map",
            () => $"{file.Builtin("Map")}<{key.Type}, {value.Type}>",
            $"MapOf{value.Name}{by}",
            () => $"{key.Type}, {value.Type}",
            value,
            () => SizeOf(wire.Value),
            "size",
            "mapSize");
    }

    public ScriptForm Visit(StructWire wire)
    {
        string name = ScriptText.TypeName(wire.Name);
        return new RecordForm(
            file,
            name,
            () => file.NameOf(wire.Name),
            () => SizeOf(wire),
            () => file.Use(wire.Name, isInterface: false, ScriptText.ReaderOf(name)),
            () => file.Use(wire.Name, isInterface: false, ScriptText.WriterOf(name)));
    }

    public ScriptForm Visit(TupleWire wire) => throw new InvalidOperationException("Several results have a class of their own.");

    public ScriptForm Visit(HandleWire wire) => new HandleForm(file, wire);

    public ScriptForm Visit(NullWire wire) => Of(wire.Value).OrNull();

    /// <summary>The size of an item, in bytes: a number, or the constant of a record.</summary>
    private string SizeOf(Wire item) => item is StructWire record
        ? file.Use(record.Name, isInterface: false, ScriptText.SizeOf(ScriptText.TypeName(record.Name)))
        : MemoryLayout.Of(item).Size.ToString(CultureInfo.InvariantCulture);
}
