using System.Globalization;
using System.Text;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>Small pieces of AssemblyScript text.</summary>
internal static class ScriptText
{
    /// <summary>Words that no function, parameter or namespace can be called, by AssemblyScript's parser or TypeScript's.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum",
        "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let",
        "new", "null", "of", "override", "package", "private", "protected", "public", "return", "static", "super", "switch", "this", "throw",
        "true", "try", "type", "typeof", "var", "void", "while", "with", "yield",

        // Built-in names that stubs use and would hide, and two that TypeScript keeps.
        "bool", "changetype", "f32", "f64", "i8", "i16", "i32", "i64", "string", "u8", "u16", "u32", "u64", "usize", "arguments", "eval",

        // What each stub uses itself.
        SupportStub.Name, RawImports.Namespace,
    };

    /// <summary>Words that no method can be called.</summary>
    private static readonly HashSet<string> ReservedMembers = new(StringComparer.Ordinal)
    {
        "abstract", "constructor", "declare", "get", "handle", "override", "private", "protected", "public", "readonly", "set", "static",
    };

    public static string Identifier(string name) => Reserved.Contains(name) ? name + "_" : name;

    public static string Member(string name) => ReservedMembers.Contains(name) ? name + "_" : name;

    /// <summary>The name of an interface's namespace and file: <c>IKeyValue</c> is <c>keyValue</c>.</summary>
    public static string NamespaceOf(TypeName contract) => Naming.ToCamelCase(contract.WithoutInterfacePrefix);

    /// <summary>The file of an interface, a resource or an enum.</summary>
    public static string FileOf(TypeName type, bool isInterface) =>
        $"{Naming.ToCamelCase(isInterface ? type.WithoutInterfacePrefix : type.Simple)}.ts";

    /// <summary>A member of an enum; one of 64 bits is a constant of a namespace.</summary>
    public static string EnumMember(string name, Scalar underlying) => underlying is Scalar.Int64 or Scalar.UInt64 ? Identifier(name) : name;

    public static string Literal(string value, char quote = '"')
    {
        StringBuilder literal = new(value.Length + 2);
        literal.Append(quote);
        foreach (char character in value)
        {
            _ = character switch
            {
                _ when character == quote => literal.Append('\\').Append(quote),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                < ' ' or '\u2028' or '\u2029' => literal.Append($"\\u{(int)character:x4}"),
                _ => literal.Append(character),
            };
        }

        return literal.Append(quote).ToString();
    }

    /// <summary>The type as guests see it.</summary>
    public static string TypeOf(BindingType type) => type switch
    {
        VoidType => "void",
        ScalarType scalar => ScalarName(scalar.Scalar),
        EnumType enumeration => enumeration.Name.Simple,
        InstantType or DurationType => "i64",
        GuidType => "Uint8Array",
        TextType text => OrNull("string", text.IsNullable),
        SequenceType sequence => OrNull(ArrayName(sequence.Element), sequence.IsNullable),
        ListType list => OrNull($"Array<{TypeOf(list.Element)}>", list.IsNullable),
        DictionaryType dictionary => OrNull($"Map<string, {TypeOf(dictionary.Value)}>", dictionary.IsNullable),
        RecordType record => OrNull(record.Name.Simple, record.IsNullable),
        OptionalType { Value: GuidType } => "Uint8Array | null",
        OptionalType optional => $"{SupportStub.Name}.Box<{TypeOf(optional.Value)}> | null",
        ResourceType resource => OrNull(resource.Name.WithoutInterfacePrefix, resource.IsNullable),
        _ => throw new InvalidOperationException($"{type} has no form for guests."),
    };

    /// <summary>The type of a scalar as it is stored in memory.</summary>
    public static string StoredScalar(BindingType type) => type switch
    {
        EnumType enumeration => ScalarName(enumeration.Underlying),
        _ => TypeOf(type),
    };

    /// <summary>The name of the constant that has a record's size.</summary>
    public static string SizeOf(TypeName record) => $"{Naming.ToSnakeCase(record.Simple).ToUpperInvariant()}_SIZE";

    /// <summary>A constant of a type.</summary>
    public static string Constant(ConstantValue value, BindingType type) => value.Kind switch
    {
        ConstantKind.Null => "null",
        _ when type is OptionalType optional => $"new {SupportStub.Name}.Box<{TypeOf(optional.Value)}>({Constant(value, optional.Value)})",
        ConstantKind.String => Literal(value.Text, value.Text.Count(character => character == '"') > value.Text.Count(character => character == '\'') ? '\'' : '"'),
        ConstantKind.EnumMember => $"{((EnumType)type).Name.Simple}.{EnumMember(value.Text, ((EnumType)type).Underlying)}",
        ConstantKind.Number when type is EnumType { Underlying: not (Scalar.Int64 or Scalar.UInt64) } enumeration =>
            $"<{enumeration.Name.Simple}>{unchecked((int)long.Parse(value.Text, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)}",
        ConstantKind.Number when type is ScalarType { Scalar: Scalar.Int64 } or EnumType { Underlying: Scalar.Int64 } => WideInteger(decimal.Parse(value.Text, CultureInfo.InvariantCulture)),
        ConstantKind.Number when type is ScalarType { Scalar: Scalar.Single } && value.Text is "NaN" or "Infinity" or "-Infinity" => $"<f32>{value.Text}",
        _ => value.Text,
    };

    /// <summary>A number of 64 bits; the smallest has no literal.</summary>
    public static string WideInteger(decimal value) =>
        value == long.MinValue ? "i64.MIN_VALUE" : value.ToString(CultureInfo.InvariantCulture);

    public static string ArrayName(Scalar element) => element switch
    {
        Scalar.SByte => "Int8Array",
        Scalar.Byte => "Uint8Array",
        Scalar.Int16 => "Int16Array",
        Scalar.UInt16 => "Uint16Array",
        Scalar.Int32 => "Int32Array",
        Scalar.UInt32 => "Uint32Array",
        Scalar.Int64 => "Int64Array",
        Scalar.UInt64 => "Uint64Array",
        Scalar.Single => "Float32Array",
        Scalar.Double => "Float64Array",
        _ => throw new InvalidOperationException($"There are no sequences of {element}."),
    };

    public static void WriteHeader(CodeWriter writer, TypeName origin)
    {
        writer.Line("// <auto-generated>");
        writer.Line($"// Made by Ngixi.Bindgen from {origin.Full}. Change that, not this file.");
        writer.Line("// </auto-generated>");
        writer.Line();
    }

    private static string ScalarName(Scalar scalar) => scalar switch
    {
        Scalar.Boolean => "bool",
        Scalar.SByte => "i8",
        Scalar.Byte => "u8",
        Scalar.Int16 => "i16",
        Scalar.UInt16 or Scalar.Char => "u16",
        Scalar.Int32 => "i32",
        Scalar.UInt32 => "u32",
        Scalar.Int64 => "i64",
        Scalar.UInt64 => "u64",
        Scalar.Single => "f32",
        _ => "f64",
    };

    private static string OrNull(string type, bool isNullable) => isNullable ? $"{type} | null" : type;
}
