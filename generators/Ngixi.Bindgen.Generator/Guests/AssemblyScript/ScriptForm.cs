using System.Globalization;
using Ngixi.Bindgen.Generator.Lowering;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>
/// How a stub handles values of one shape: mostly by functions of the support file, called after what they do and the shape.
/// </summary>
internal abstract class ScriptForm(ScriptFile file)
{
    /// <summary>Gets the type as guests see it, with its arguments.</summary>
    public abstract string Type { get; }

    /// <summary>Gets what functions for the shape are called after.</summary>
    public abstract string Name { get; }

    /// <summary>Gets whether an argument is stored in memory for a call, and released at the next.</summary>
    public virtual bool IsStoredForCalls => false;

    protected ScriptFile File => file;

    /// <summary>Reads a value at an address of a block.</summary>
    public abstract Expression Read(string block, string at, int offset = 0);

    /// <summary>Writes a value to an address.</summary>
    public abstract Expression Write(string at, string value, int offset = 0);

    /// <summary>The raw arguments that a parameter becomes.</summary>
    public abstract IReadOnlyList<Expression> Arguments(string name);

    /// <summary>The result of a call.</summary>
    /// <param name="status">What the import returned.</param>
    public abstract Expression Take(Expression status);

    /// <summary>The result of a call that could fail and did not: what is otherwise the wasm result stands in the result area.</summary>
    public virtual Expression TakeFromArea(Expression status) => Take(status);

    /// <summary>Hands a result to the host: a pointer and a length, whose object lives until the next export is called.</summary>
    public abstract Expression Return(Expression value);

    /// <summary>The form of a value or null.</summary>
    public abstract ScriptForm OrNull();

    /// <summary>Names a function that reads a value from a place in a block.</summary>
    public virtual string Reader() => file.Helper("read", this, (writer, name) =>
    {
        Layout.WriteSignature(writer, $"function {name}", ["block: usize", "at: usize"], $": {Type} {{");
        writer.Indented(() => Layout.Write(writer, "return ", Read("block", "at"), ";"));
        writer.Line("}");
    });

    /// <summary>Names a function that writes a value to an address.</summary>
    public virtual string Writer() => file.Helper("write", this, (writer, name) =>
    {
        Layout.WriteSignature(writer, $"function {name}", ["at: usize", $"value: {Type}"], ": void {");
        writer.Indented(() => Layout.Write(writer, "", Write("at", "value"), ";"));
        writer.Line("}");
    });

    /// <summary>Calls a function of the support file.</summary>
    protected Expression.Call Call(string function, params Expression[] arguments) => new(file.Support(function), arguments);

    protected Expression.Call Payload(string type) => Call($"payload<{type}>");

    protected static string At(string at, int offset) => offset == 0 ? at : $"{at} + {Number(offset)}";

    protected static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    protected InvalidOperationException Impossible() => new($"{Type} does not cross so.");
}

/// <summary>A number.</summary>
internal class ScalarForm(ScriptFile file, StoredScalar stored) : ScriptForm(file)
{
    protected string Stored => ScriptText.ScalarName(stored);

    public override string Type => Stored;

    public override string Name => char.ToUpperInvariant(Stored[0]) + Stored.Substring(1);

    public override Expression Read(string block, string at, int offset = 0) => Load(at, offset);

    public override Expression Write(string at, string value, int offset = 0)
    {
        Expression[] arguments = offset == 0 ? [at, value] : [at, value, Number(offset)];
        return new Expression.Call($"{File.Function("store")}<{Stored}>", arguments);
    }

    public override IReadOnlyList<Expression> Arguments(string name) => [name];

    public override Expression Take(Expression status) => status;

    public override Expression TakeFromArea(Expression status) => Payload(Stored);

    public override Expression Return(Expression value) => throw Impossible();

    public override ScriptForm OrNull() => new BoxForm(File, this, Stored);

    protected string Load(string at, int offset) => $"{File.Function("load")}<{Stored}>({at}{(offset == 0 ? "" : $", {Number(offset)}")})";
}

/// <summary>An enum of 32 bits or less: AssemblyScript's own. One of 64 bits is a number with named constants.</summary>
internal sealed class EnumForm(ScriptFile file, EnumWire wire) : ScalarForm(file, wire.Stored)
{
    public override string Type => File.NameOf(wire.Name);

    public override string Name => ScriptText.TypeName(wire.Name);

    public override Expression Read(string block, string at, int offset = 0) =>
        ScriptText.IsWide(wire.Stored) ? Load(at, offset) : $"<{Type}>{Load(at, offset)}";

    public override Expression Write(string at, string value, int offset = 0) =>
        base.Write(at, ScriptText.IsWide(wire.Stored) || wire.Stored == StoredScalar.I32 ? value : $"<{Stored}>{value}", offset);

    public override Expression TakeFromArea(Expression status) =>
        ScriptText.IsWide(wire.Stored) ? Payload(Stored) : new Expression.Cast(Type, Payload(Stored));
}

/// <summary>A number or null: AssemblyScript has null for objects alone.</summary>
internal sealed class BoxForm(ScriptFile file, ScalarForm value, string stored) : ScriptForm(file)
{
    private string Types => $"{value.Type}, {stored}";

    public override string Type => $"{File.Support("Box")}<{value.Type}> | null";

    public override string Name => $"Nullable{value.Name}";

    public override Expression Read(string block, string at, int offset = 0) => Call($"readBox<{Types}>", At(at, offset));

    public override Expression Write(string at, string value, int offset = 0) => Call($"writeBox<{Types}>", At(at, offset), value);

    public override IReadOnlyList<Expression> Arguments(string name) => [$"{name} === null ? 0 : 1", Call($"valueOf<{value.Type}>", name)];

    public override Expression Take(Expression status) => Call($"takeBox<{Types}>", status);

    public override Expression Return(Expression value) => Call($"returnBox<{Types}>", value);

    public override ScriptForm OrNull() => throw Impossible();
}

/// <summary>The bytes of a GUID, or null.</summary>
internal sealed class GuidForm(ScriptFile file, bool isNullable = false) : ScriptForm(file)
{
    private string Array => File.Builtin("Uint8Array");

    private string OrNothing => isNullable ? "Nullable" : "";

    public override string Type => ScriptText.OrNull(Array, isNullable);

    public override string Name => $"{OrNothing}Guid";

    public override Expression Read(string block, string at, int offset = 0) => Call($"read{OrNothing}Guid", At(at, offset));

    public override Expression Write(string at, string value, int offset = 0) => Call($"write{OrNothing}Guid", At(at, offset), value);

    public override IReadOnlyList<Expression> Arguments(string name) => [Call("guidStart", name)];

    public override Expression Take(Expression status) => Call($"take{OrNothing}Array<{Array}>", status);

    public override Expression Return(Expression value) => Call("returnGuid", value);

    public override ScriptForm OrNull() => new GuidForm(File, isNullable: true);
}

/// <summary>Text or null.</summary>
internal sealed class TextForm(ScriptFile file, bool isNullable = false) : ScriptForm(file)
{
    private string OrNothing => isNullable ? "Nullable" : "";

    public override string Type => ScriptText.OrNull("string", isNullable);

    public override string Name => $"{OrNothing}String";

    public override Expression Read(string block, string at, int offset = 0) => Call($"read{OrNothing}String", block, At(at, offset));

    public override Expression Write(string at, string value, int offset = 0) => Call($"write{OrNothing}String", At(at, offset), value);

    public override IReadOnlyList<Expression> Arguments(string name) => [Call("textStart", name), Call("textLength", name)];

    public override Expression Take(Expression status) => Call($"take{OrNothing}String", status);

    public override Expression Return(Expression value) => Call("returnString", value);

    public override ScriptForm OrNull() => new TextForm(File, isNullable: true);

    public override string Reader() => File.Support($"read{OrNothing}String");

    public override string Writer() => File.Support($"write{OrNothing}String");
}

/// <summary>Numbers in a typed array, or null.</summary>
internal sealed class NumbersForm(ScriptFile file, StoredScalar element, bool isNullable = false) : ScriptForm(file)
{
    private string Array => File.Builtin(ScriptText.ArrayName(element));

    private string OrNothing => isNullable ? "Nullable" : "";

    public override string Type => ScriptText.OrNull(Array, isNullable);

    public override string Name => $"{OrNothing}{ScriptText.ArrayName(element)}";

    public override Expression Read(string block, string at, int offset = 0) =>
        Call($"read{OrNothing}Array<{Array}>", block, At(at, offset));

    public override Expression Write(string at, string value, int offset = 0) => Call($"writeArray<{Array}>", At(at, offset), value);

    public override IReadOnlyList<Expression> Arguments(string name) =>
        isNullable ? [Call("nullableStart", name), Call("nullableLength", name)] : [$"{name}.dataStart", $"{name}.length"];

    public override Expression Take(Expression status) => Call($"take{OrNothing}Array<{Array}>", status);

    public override Expression Return(Expression value) => Call($"returnArray<{Array}>", value);

    public override ScriptForm OrNull() => new NumbersForm(File, element, isNullable: true);
}

/// <summary>A class whose items are stored one by one, or null: <c>Array</c> or <c>Map</c>.</summary>
/// <param name="noun">What the support file calls it.</param>
/// <param name="type">The class with its arguments.</param>
/// <param name="name">What functions for it are called after.</param>
/// <param name="arguments">The type arguments of its functions.</param>
/// <param name="item">An item.</param>
/// <param name="size">The size of an item.</param>
/// <param name="count">The property that counts the items.</param>
/// <param name="countOrZero">The function that counts the items, also of null.</param>
internal sealed class ItemsForm(
    ScriptFile file,
    string noun,
    Func<string> type,
    string name,
    Func<string> arguments,
    ScriptForm item,
    Func<string> size,
    string count,
    string countOrZero,
    bool isNullable = false)
    : ScriptForm(file)
{
    private string OrNothing => isNullable ? "Nullable" : "";

    private string Suffix => $"{noun}<{arguments()}>";

    public override string Type => ScriptText.OrNull(type(), isNullable);

    public override string Name => $"{OrNothing}{name}";

    public override bool IsStoredForCalls => true;

    public override Expression Read(string block, string at, int offset = 0) =>
        Call($"read{OrNothing}{Suffix}", block, At(at, offset), size(), item.Reader());

    public override Expression Write(string at, string value, int offset = 0) =>
        Call($"write{Suffix}", At(at, offset), value, size(), item.Writer());

    public override IReadOnlyList<Expression> Arguments(string name) =>
    [
        Call($"store{Suffix}", name, size(), item.Writer()),
        isNullable ? Call($"{countOrZero}<{arguments()}>", name) : $"{name}.{count}",
    ];

    public override Expression Take(Expression status) => Call($"take{OrNothing}{Suffix}", status, size(), item.Reader());

    public override Expression Return(Expression value) => Call($"return{Suffix}", value, size(), item.Writer());

    public override ScriptForm OrNull() =>
        new ItemsForm(File, noun, type, name, arguments, item, size, count, countOrZero, isNullable: true);
}

/// <summary>A class of the stubs, or null, with the functions that read and write it.</summary>
internal sealed class RecordForm(
    ScriptFile file, string name, Func<string> type, Func<string> size, Func<string> reader, Func<string> writer, bool isNullable = false)
    : ScriptForm(file)
{
    private string Suffix => $"Record<{type()}>";

    public override string Type => ScriptText.OrNull(type(), isNullable);

    public override string Name => isNullable ? $"Nullable{name}" : name;

    public override bool IsStoredForCalls => true;

    public override Expression Read(string block, string at, int offset = 0) =>
        isNullable ? Call($"read{Suffix}", block, At(at, offset), reader()) : new Expression.Call(reader(), [block, At(at, offset)]);

    public override Expression Write(string at, string value, int offset = 0) =>
        isNullable
            ? Call($"write{Suffix}", At(at, offset), value, size(), writer())
            : new Expression.Call(writer(), [At(at, offset), value]);

    public override IReadOnlyList<Expression> Arguments(string name) => [Call($"store{Suffix}", name, size(), writer())];

    public override Expression Take(Expression status) => Call($"take{(isNullable ? "Nullable" : "")}{Suffix}", status, reader());

    public override Expression Return(Expression value) => Call($"return{Suffix}", value, size(), writer());

    public override ScriptForm OrNull() => new RecordForm(File, name, type, size, reader, writer, isNullable: true);

    public override string Reader() => isNullable ? base.Reader() : reader();

    public override string Writer() => isNullable ? base.Writer() : writer();
}

/// <summary>An object around a handle, or null.</summary>
internal sealed class HandleForm(ScriptFile file, HandleWire wire, bool isNullable = false) : ScriptForm(file)
{
    private string Class => File.NameOf(wire);

    public override string Type => ScriptText.OrNull(Class, isNullable);

    public override string Name => throw Impossible();

    public override Expression Read(string block, string at, int offset = 0) => throw Impossible();

    public override Expression Write(string at, string value, int offset = 0) => throw Impossible();

    public override IReadOnlyList<Expression> Arguments(string name) =>
        [isNullable ? $"{name} === null ? 0 : {name}.handle" : $"{name}.handle"];

    public override Expression Take(Expression status) =>
        isNullable ? Call($"nullableResource<{Class}>", status) : new Expression.Call($"new {Class}", [status]);

    public override Expression TakeFromArea(Expression status) => Take(Payload("i32"));

    public override Expression Return(Expression value) => throw Impossible();

    public override ScriptForm OrNull() => new HandleForm(File, wire, isNullable: true);
}
