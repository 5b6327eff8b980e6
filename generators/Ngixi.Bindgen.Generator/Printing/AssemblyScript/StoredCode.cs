using System.Globalization;
using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>
/// Prints how one stub file reads and writes what is stored in memory. A list takes a function that reads or writes an item;
/// where there is none yet, the file gets one of its own at its end.
/// </summary>
internal sealed class StoredCode(StubImports imports)
{
    private readonly SortedDictionary<string, Action<CodeWriter>> functions = new(StringComparer.Ordinal);

    /// <summary>Reads what stands at an address of a block.</summary>
    public Expression Read(BindingType type, string block, string at, int offset = 0)
    {
        string place = At(at, offset);
        switch (type)
        {
            case ScalarType or InstantType or DurationType:
                return LoadOf(ScriptText.StoredScalar(type), at, offset);
            case EnumType enumeration:
                string load = LoadOf(ScriptText.StoredScalar(type), at, offset);
                return enumeration.Underlying is Scalar.Int64 or Scalar.UInt64 ? load : $"<{enumeration.Name.Simple}>{load}";
            case GuidType:
                return Call("readGuid", place);
            case TextType text:
                return Call(text.IsNullable ? "readNullableString" : "readString", block, place);
            case SequenceType sequence:
                return Call($"{(sequence.IsNullable ? "readNullableArray" : "readArray")}<{ScriptText.ArrayName(sequence.Element)}>", block, place);
            case ListType list:
                return Call($"{(list.IsNullable ? "readNullableList" : "readList")}<{ScriptText.TypeOf(list.Element)}>", block, place, SizeOf(list.Element), Reader(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "readNullableMap" : "readMap")}<{ScriptText.TypeOf(dictionary.Value)}>", block, place, SizeOf(dictionary.Value), Reader(dictionary.Value));
            case RecordType { IsNullable: true } record:
                return Call($"readNullableRecord<{record.Name.Simple}>", block, place, Reader(record with { IsNullable = false }));
            case RecordType record:
                return new Expression.Call(Reader(record), [block, place]);
            case OptionalType { Value: GuidType }:
                return Call("readNullableGuid", place);
            case OptionalType optional:
                return Call($"readBox<{BoxArguments(optional)}>", place);
            default:
                throw new InvalidOperationException($"{type} is not stored in memory.");
        }
    }

    /// <summary>Writes a value to an address.</summary>
    public Expression Write(BindingType type, string at, string value, int offset = 0)
    {
        string place = At(at, offset);
        switch (type)
        {
            case ScalarType or InstantType or DurationType:
                return StoreOf(type, at, value, offset);
            case EnumType enumeration:
                string stored = enumeration.Underlying is Scalar.Int32 or Scalar.Int64 or Scalar.UInt64 ? value : $"<{ScriptText.StoredScalar(type)}>{value}";
                return StoreOf(type, at, stored, offset);
            case GuidType:
                return Call("writeGuid", place, value);
            case TextType text:
                return Call(text.IsNullable ? "writeNullableString" : "writeString", place, value);
            case SequenceType sequence:
                return Call($"{(sequence.IsNullable ? "writeNullableArray" : "writeArray")}<{ScriptText.ArrayName(sequence.Element)}>", place, value);
            case ListType list:
                return Call($"{(list.IsNullable ? "writeNullableList" : "writeList")}<{ScriptText.TypeOf(list.Element)}>", place, value, SizeOf(list.Element), Writer(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "writeNullableMap" : "writeMap")}<{ScriptText.TypeOf(dictionary.Value)}>", place, value, SizeOf(dictionary.Value), Writer(dictionary.Value));
            case RecordType { IsNullable: true } record:
                RecordType present = record with { IsNullable = false };
                return Call($"writeNullableRecord<{record.Name.Simple}>", place, value, SizeOf(present), Writer(present));
            case RecordType record:
                return new Expression.Call(Writer(record), [place, value]);
            case OptionalType { Value: GuidType }:
                return Call("writeNullableGuid", place, value);
            case OptionalType optional:
                return Call($"writeBox<{BoxArguments(optional)}>", place, value);
            default:
                throw new InvalidOperationException($"{type} is not stored in memory.");
        }
    }

    /// <summary>The raw arguments that a parameter becomes; what it points to is stored until the next call.</summary>
    public IReadOnlyList<Expression> Arguments(BindingType type, string name)
    {
        switch (type)
        {
            case ListType list:
                return [
                    Call($"{(list.IsNullable ? "storeNullableList" : "storeList")}<{ScriptText.TypeOf(list.Element)}>", name, SizeOf(list.Element), Writer(list.Element)),
                    list.IsNullable ? Call($"listLength<{ScriptText.TypeOf(list.Element)}>", name) : $"{name}.length"];
            case DictionaryType dictionary:
                return [
                    Call($"{(dictionary.IsNullable ? "storeNullableMap" : "storeMap")}<{ScriptText.TypeOf(dictionary.Value)}>", name, SizeOf(dictionary.Value), Writer(dictionary.Value)),
                    dictionary.IsNullable ? Call($"mapSize<{ScriptText.TypeOf(dictionary.Value)}>", name) : $"{name}.size"];
            case RecordType record:
                RecordType present = record with { IsNullable = false };
                return [Call($"{(record.IsNullable ? "storeNullableRecord" : "storeRecord")}<{record.Name.Simple}>", name, SizeOf(present), Writer(present))];
            case OptionalType { Value: GuidType }:
                return [Call("nullableGuidStart", name)];
            case OptionalType optional:
                return [$"{name} === null ? 0 : 1", Call($"valueOf<{ScriptText.TypeOf(optional.Value)}>", name)];
            default:
                throw new InvalidOperationException($"{type} is not stored in memory.");
        }
    }

    /// <summary>The value of a result that came as a block.</summary>
    /// <param name="type">The type.</param>
    /// <param name="status">The status of the call.</param>
    public Expression Take(BindingType type, Expression status)
    {
        switch (type)
        {
            case ListType list:
                return Call($"{(list.IsNullable ? "takeNullableList" : "takeList")}<{ScriptText.TypeOf(list.Element)}>", status, SizeOf(list.Element), Reader(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "takeNullableMap" : "takeMap")}<{ScriptText.TypeOf(dictionary.Value)}>", status, SizeOf(dictionary.Value), Reader(dictionary.Value));
            case RecordType record:
                return Call($"{(record.IsNullable ? "takeNullableRecord" : "takeRecord")}<{record.Name.Simple}>", status, Reader(record with { IsNullable = false }));
            case OptionalType { Value: GuidType }:
                return Call("takeNullableArray<Uint8Array>", status);
            case OptionalType optional:
                return Call($"takeBox<{BoxArguments(optional)}>", status);
            default:
                throw new InvalidOperationException($"{type} does not come as a block.");
        }
    }

    /// <summary>Hands a result to the host: a pointer and a length, whose object lives until the next export is called.</summary>
    /// <param name="tuple">The class of several results.</param>
    public Expression Return(BindingType type, Expression value, string tuple)
    {
        switch (type)
        {
            case TextType text:
                return Call(text.IsNullable ? "returnNullableString" : "returnString", value);
            case GuidType:
                return Call("returnGuid", value);
            case OptionalType { Value: GuidType }:
                return Call("returnNullableGuid", value);
            case SequenceType sequence:
                return Call($"{(sequence.IsNullable ? "returnNullableArray" : "returnArray")}<{ScriptText.ArrayName(sequence.Element)}>", value);
            case ListType list:
                return Call($"{(list.IsNullable ? "returnNullableList" : "returnList")}<{ScriptText.TypeOf(list.Element)}>", value, SizeOf(list.Element), Writer(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "returnNullableMap" : "returnMap")}<{ScriptText.TypeOf(dictionary.Value)}>", value, SizeOf(dictionary.Value), Writer(dictionary.Value));
            case RecordType record:
                RecordType present = record with { IsNullable = false };
                return Call($"{(record.IsNullable ? "returnNullableRecord" : "returnRecord")}<{record.Name.Simple}>", value, SizeOf(present), Writer(present));
            case OptionalType optional:
                return Call($"returnBox<{BoxArguments(optional)}>", value);
            case TupleType:
                return Call($"returnRecord<{tuple}>", value, ScriptText.SizeOf(new TypeName("", tuple)), $"write{tuple}");
            default:
                throw new InvalidOperationException($"{type} is not stored in memory.");
        }
    }

    /// <summary>The size of a type, in bytes: a number, or the constant of a record.</summary>
    public string SizeOf(BindingType type) => type is RecordType { IsNullable: false } record
        ? imports.Add(record.Name, isInterface: false, ScriptText.SizeOf(record.Name))
        : Number(StoredForm.Of(type, _ => throw new InvalidOperationException("A record has a constant for its size.")).Size);

    /// <summary>Writes the functions that the rest of the file asked for.</summary>
    public void WriteFunctions(CodeWriter writer)
    {
        // One may ask for more.
        HashSet<string> written = new(StringComparer.Ordinal);
        SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
        while (functions.Keys.FirstOrDefault(name => !written.Contains(name)) is { } next)
        {
            written.Add(next);
            CodeWriter function = new("  ");
            functions[next](function);
            texts.Add(next, function.Finish());
        }

        foreach (string text in texts.Values)
        {
            writer.Line();
            writer.Lines(text.TrimEnd('\n'));
        }
    }

    /// <summary>Names a function that reads a type from a place in a block.</summary>
    private string Reader(BindingType type)
    {
        switch (type)
        {
            case RecordType { IsNullable: false } record:
                return imports.Add(record.Name, isInterface: false, $"read{record.Name.Simple}");
            case TextType text:
                return imports.Support(text.IsNullable ? "readNullableString" : "readString");
        }

        string name = $"read{NameOf(type)}";
        functions[name] = writer =>
        {
            Layout.WriteSignature(writer, $"function {name}", ["block: usize", "at: usize"], $": {ScriptText.TypeOf(type)} {{");
            writer.Indented(() => Layout.Write(writer, "return ", Read(type, "block", "at"), ";"));
            writer.Line("}");
        };
        return name;
    }

    /// <summary>Names a function that writes a type to an address.</summary>
    private string Writer(BindingType type)
    {
        switch (type)
        {
            case RecordType { IsNullable: false } record:
                return imports.Add(record.Name, isInterface: false, $"write{record.Name.Simple}");
            case TextType text:
                return imports.Support(text.IsNullable ? "writeNullableString" : "writeString");
        }

        string name = $"write{NameOf(type)}";
        functions[name] = writer =>
        {
            Layout.WriteSignature(writer, $"function {name}", ["at: usize", $"value: {ScriptText.TypeOf(type)}"], ": void {");
            writer.Indented(() => Layout.Write(writer, "", Write(type, "at", "value"), ";"));
            writer.Line("}");
        };
        return name;
    }

    private static string NameOf(BindingType type) => type switch
    {
        ScalarType or InstantType or DurationType => Capital(ScriptText.TypeOf(type)),
        EnumType enumeration => enumeration.Name.Simple,
        GuidType => "Guid",
        TextType text => OrNull("String", text.IsNullable),
        SequenceType sequence => OrNull(ScriptText.ArrayName(sequence.Element), sequence.IsNullable),
        ListType list => OrNull($"ListOf{NameOf(list.Element)}", list.IsNullable),
        DictionaryType dictionary => OrNull($"MapOf{NameOf(dictionary.Value)}", dictionary.IsNullable),
        RecordType record => OrNull(record.Name.Simple, record.IsNullable),
        OptionalType optional => OrNull(NameOf(optional.Value), isNullable: true),
        _ => throw new InvalidOperationException($"{type} is not stored in memory."),
    };

    private static string BoxArguments(OptionalType optional) => $"{ScriptText.TypeOf(optional.Value)}, {ScriptText.StoredScalar(optional.Value)}";

    private static string LoadOf(string type, string at, int offset) => $"load<{type}>({at}{(offset == 0 ? "" : $", {Number(offset)}")})";

    private static Expression.Call StoreOf(BindingType type, string at, string value, int offset)
    {
        Expression[] arguments = offset == 0 ? [at, value] : [at, value, Number(offset)];
        return new Expression.Call($"store<{ScriptText.StoredScalar(type)}>", arguments);
    }

    private static string At(string at, int offset) => offset == 0 ? at : $"{at} + {Number(offset)}";

    private static string OrNull(string name, bool isNullable) => isNullable ? $"Nullable{name}" : name;

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private Expression.Call Call(string function, params Expression[] arguments) => new(imports.Support(function), arguments);
}
