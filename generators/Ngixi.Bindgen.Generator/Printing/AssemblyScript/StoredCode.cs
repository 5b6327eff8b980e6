using System.Globalization;
using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>
/// Prints how one stub file reads and writes what is stored in memory. A list takes a function that reads or writes an item;
/// where there is none yet, the file gets one of its own at its end.
/// </summary>
internal sealed class StoredCode(ScriptFile file)
{
    private readonly SortedDictionary<string, HelperFunction> functions = new(StringComparer.Ordinal);

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
                return enumeration.Underlying is Scalar.Int64 or Scalar.UInt64 ? load : $"<{file.TypeOf(enumeration)}>{load}";
            case GuidType:
                return Call("readGuid", place);
            case TextType text:
                return Call(text.IsNullable ? "readNullableString" : "readString", block, place);
            case SequenceType sequence:
                return Call($"{(sequence.IsNullable ? "readNullableArray" : "readArray")}<{file.ArrayOf(sequence.Element)}>", block, place);
            case ListType list:
                return Call($"{(list.IsNullable ? "readNullableList" : "readList")}<{file.TypeOf(list.Element)}>", block, place, SizeOf(list.Element), Reader(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "readNullableMap" : "readMap")}<{file.TypeOf(dictionary.Value)}>", block, place, SizeOf(dictionary.Value), Reader(dictionary.Value));
            case RecordType { IsNullable: true } record:
                return Call($"readNullableRecord<{file.NameOf(record.Name)}>", block, place, Reader(record with { IsNullable = false }));
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
                return Call($"{(sequence.IsNullable ? "writeNullableArray" : "writeArray")}<{file.ArrayOf(sequence.Element)}>", place, value);
            case ListType list:
                return Call($"{(list.IsNullable ? "writeNullableList" : "writeList")}<{file.TypeOf(list.Element)}>", place, value, SizeOf(list.Element), Writer(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "writeNullableMap" : "writeMap")}<{file.TypeOf(dictionary.Value)}>", place, value, SizeOf(dictionary.Value), Writer(dictionary.Value));
            case RecordType { IsNullable: true } record:
                RecordType present = record with { IsNullable = false };
                return Call($"writeNullableRecord<{file.NameOf(record.Name)}>", place, value, SizeOf(present), Writer(present));
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
                    Call($"{(list.IsNullable ? "storeNullableList" : "storeList")}<{file.TypeOf(list.Element)}>", name, SizeOf(list.Element), Writer(list.Element)),
                    list.IsNullable ? Call($"listLength<{file.TypeOf(list.Element)}>", name) : $"{name}.length"];
            case DictionaryType dictionary:
                return [
                    Call($"{(dictionary.IsNullable ? "storeNullableMap" : "storeMap")}<{file.TypeOf(dictionary.Value)}>", name, SizeOf(dictionary.Value), Writer(dictionary.Value)),
                    dictionary.IsNullable ? Call($"mapSize<{file.TypeOf(dictionary.Value)}>", name) : $"{name}.size"];
            case RecordType record:
                RecordType present = record with { IsNullable = false };
                return [Call($"{(record.IsNullable ? "storeNullableRecord" : "storeRecord")}<{file.NameOf(record.Name)}>", name, SizeOf(present), Writer(present))];
            case OptionalType { Value: GuidType }:
                return [Call("nullableGuidStart", name)];
            case OptionalType optional:
                return [$"{name} === null ? 0 : 1", Call($"valueOf<{file.TypeOf(optional.Value)}>", name)];
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
                return Call($"{(list.IsNullable ? "takeNullableList" : "takeList")}<{file.TypeOf(list.Element)}>", status, SizeOf(list.Element), Reader(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "takeNullableMap" : "takeMap")}<{file.TypeOf(dictionary.Value)}>", status, SizeOf(dictionary.Value), Reader(dictionary.Value));
            case RecordType record:
                return Call($"{(record.IsNullable ? "takeNullableRecord" : "takeRecord")}<{file.NameOf(record.Name)}>", status, Reader(record with { IsNullable = false }));
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
    public Expression Return(BindingType type, Expression value, TupleClass? tuple)
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
                return Call($"{(sequence.IsNullable ? "returnNullableArray" : "returnArray")}<{file.ArrayOf(sequence.Element)}>", value);
            case ListType list:
                return Call($"{(list.IsNullable ? "returnNullableList" : "returnList")}<{file.TypeOf(list.Element)}>", value, SizeOf(list.Element), Writer(list.Element));
            case DictionaryType dictionary:
                return Call($"{(dictionary.IsNullable ? "returnNullableMap" : "returnMap")}<{file.TypeOf(dictionary.Value)}>", value, SizeOf(dictionary.Value), Writer(dictionary.Value));
            case RecordType record:
                RecordType present = record with { IsNullable = false };
                return Call($"{(record.IsNullable ? "returnNullableRecord" : "returnRecord")}<{file.NameOf(record.Name)}>", value, SizeOf(present), Writer(present));
            case OptionalType optional:
                return Call($"returnBox<{BoxArguments(optional)}>", value);
            case TupleType:
                return Call($"returnRecord<{tuple!.Class}>", value, tuple.Size, tuple.Writer);
            default:
                throw new InvalidOperationException($"{type} is not stored in memory.");
        }
    }

    /// <summary>The size of a type, in bytes: a number, or the constant of a record.</summary>
    public string SizeOf(BindingType type) => type is RecordType { IsNullable: false } record
        ? file.Use(record.Name, isInterface: false, ScriptText.SizeOf(ScriptText.TypeName(record.Name)))
        : Number(StoredForm.Of(type, _ => throw new InvalidOperationException("A record has a constant for its size.")).Size);

    /// <summary>Writes the functions that the rest of the file asked for, in the order of their names.</summary>
    public void WriteFunctions(CodeWriter writer)
    {
        // One may ask for more.
        SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
        while (functions.Values.FirstOrDefault(function => !texts.ContainsKey(function.Name)) is { } next)
        {
            CodeWriter function = new("  ");
            next.Write(function, next.Name);
            texts.Add(next.Name, function.Finish());
        }

        foreach (string text in texts.Values)
        {
            writer.Line();
            writer.Lines(text.TrimEnd('\n'));
        }

        functions.Clear();
    }

    /// <summary>Names a function of the file, which is written once.</summary>
    private string Function(string verb, BindingType type, Action<CodeWriter, string> write)
    {
        string key = $"{verb} {type}";
        if (!functions.TryGetValue(key, out HelperFunction? function))
        {
            functions.Add(key, function = new HelperFunction(file.Take(verb + NameOf(type)), write));
        }

        return function.Name;
    }

    /// <summary>Names a function that reads a type from a place in a block.</summary>
    private string Reader(BindingType type)
    {
        switch (type)
        {
            case RecordType { IsNullable: false } record:
                return file.Use(record.Name, isInterface: false, ScriptText.ReaderOf(ScriptText.TypeName(record.Name)));
            case TextType text:
                return file.Support(text.IsNullable ? "readNullableString" : "readString");
        }

        return Function("read", type, (writer, name) =>
        {
            Layout.WriteSignature(writer, $"function {name}", ["block: usize", "at: usize"], $": {file.TypeOf(type)} {{");
            writer.Indented(() => Layout.Write(writer, "return ", Read(type, "block", "at"), ";"));
            writer.Line("}");
        });
    }

    /// <summary>Names a function that writes a type to an address.</summary>
    private string Writer(BindingType type)
    {
        switch (type)
        {
            case RecordType { IsNullable: false } record:
                return file.Use(record.Name, isInterface: false, ScriptText.WriterOf(ScriptText.TypeName(record.Name)));
            case TextType text:
                return file.Support(text.IsNullable ? "writeNullableString" : "writeString");
        }

        return Function("write", type, (writer, name) =>
        {
            Layout.WriteSignature(writer, $"function {name}", ["at: usize", $"value: {file.TypeOf(type)}"], ": void {");
            writer.Indented(() => Layout.Write(writer, "", Write(type, "at", "value"), ";"));
            writer.Line("}");
        });
    }

    private static string NameOf(BindingType type) => type switch
    {
        ScalarType or InstantType or DurationType => Capital(ScriptText.StoredScalar(type)),
        EnumType enumeration => ScriptText.TypeName(enumeration.Name),
        GuidType => "Guid",
        TextType text => OrNull("String", text.IsNullable),
        SequenceType sequence => OrNull(ScriptText.ArrayName(sequence.Element), sequence.IsNullable),
        ListType list => OrNull($"ListOf{NameOf(list.Element)}", list.IsNullable),
        DictionaryType dictionary => OrNull($"MapOf{NameOf(dictionary.Value)}", dictionary.IsNullable),
        RecordType record => OrNull(ScriptText.TypeName(record.Name), record.IsNullable),
        OptionalType optional => OrNull(NameOf(optional.Value), isNullable: true),
        _ => throw new InvalidOperationException($"{type} is not stored in memory."),
    };

    private string BoxArguments(OptionalType optional) => $"{file.TypeOf(optional.Value)}, {ScriptText.StoredScalar(optional.Value)}";

    private string LoadOf(string type, string at, int offset) => $"{file.Function("load")}<{type}>({at}{(offset == 0 ? "" : $", {Number(offset)}")})";

    private Expression.Call StoreOf(BindingType type, string at, string value, int offset)
    {
        Expression[] arguments = offset == 0 ? [at, value] : [at, value, Number(offset)];
        return new Expression.Call($"{file.Function("store")}<{ScriptText.StoredScalar(type)}>", arguments);
    }

    private static string At(string at, int offset) => offset == 0 ? at : $"{at} + {Number(offset)}";

    private static string OrNull(string name, bool isNullable) => isNullable ? $"Nullable{name}" : name;

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record HelperFunction(string Name, Action<CodeWriter, string> Write);

    private Expression.Call Call(string function, params Expression[] arguments) => new(file.Support(function), arguments);
}

/// <summary>The class of several results, with what writes it for the host.</summary>
internal sealed record TupleClass(string Class, string Size, string Writer);
