using System.Globalization;
using System.Text;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>Small pieces of AssemblyScript text.</summary>
internal static class ScriptText
{
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase) { "con", "prn", "aux", "nul" };
    private static readonly HashSet<string> FilesOfStubs = new(StringComparer.OrdinalIgnoreCase) { "exports", "index", SupportStub.Name };
    private static readonly HashSet<string> Ports = new(StringComparer.OrdinalIgnoreCase) { "com", "lpt" };

    /// <summary>The name of an interface's namespace and file: <c>IKeyValue</c> is <c>keyValue</c>.</summary>
    public static string NamespaceOf(TypeName contract) => Naming.ToCamelCase(contract.WithoutInterfacePrefix);

    /// <summary>The class of a resource, or of what a guest exports: <c>IKeyValue</c> is <c>KeyValue</c>.</summary>
    public static string ClassName(TypeName contract) => ScriptWords.Type(contract.WithoutInterfacePrefix);

    /// <summary>The name of a record, a union or an enum.</summary>
    public static string TypeName(TypeName type) => ScriptWords.Type(type.Simple);

    /// <summary>The file of an interface, a resource or an enum.</summary>
    public static string FileOf(TypeName type, bool isInterface) =>
        $"{FileName(Naming.ToCamelCase(isInterface ? type.WithoutInterfacePrefix : type.Simple))}.ts";

    /// <summary>A file's name without what ends it. Windows keeps some for devices, and each folder of stubs has files of its own.</summary>
    public static string FileName(string name)
    {
        // What looks escaped already is escaped, too, so that different names stay different.
        string plain = name.TrimEnd('_');
        return IsDevice(plain) || FilesOfStubs.Contains(plain) ? name + "_" : name;
    }

    /// <summary>The name of an enum's member.</summary>
    public static string MemberName(string member, Scalar underlying) => IsWide(underlying) ? ScriptWords.Identifier(member) : ScriptWords.EnumMember(member);

    /// <summary>Gets whether an enum has 64 bits: AssemblyScript's have 32, and this one is constants in a namespace.</summary>
    public static bool IsWide(Scalar underlying) => underlying is Scalar.Int64 or Scalar.UInt64;

    public static string Literal(string value, char quote = '"')
    {
        StringBuilder literal = new(value.Length + 2);
        literal.Append(quote);
        for (int i = 0; i < value.Length; i++)
        {
            char character = value[i];
            if (i + 1 < value.Length && char.IsSurrogatePair(character, value[i + 1]))
            {
                literal.Append(character).Append(value[++i]);
                continue;
            }

            _ = character switch
            {
                _ when character == quote => literal.Append('\\').Append(quote),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                _ when IsEscaped(character) => literal.Append($"\\u{(int)character:x4}"),
                _ => literal.Append(character),
            };
        }

        return literal.Append(quote).ToString();
    }

    // What an editor does not show, or shows in another order than it stands, and half a character, which UTF-8 does not have.
    private static bool IsEscaped(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned;

    private static bool IsDevice(string name) => Devices.Contains(name) || (name.Length == 4 && name[3] is >= '0' and <= '9' && Ports.Contains(name.Substring(0, 3)));

    /// <summary>The type of a scalar as it is stored in memory.</summary>
    public static string StoredScalar(BindingType type) => type switch
    {
        EnumType enumeration => ScalarName(enumeration.Underlying),
        ScalarType scalar => ScalarName(scalar.Scalar),
        InstantType or DurationType => "i64",
        _ => throw new InvalidOperationException($"{type} is no scalar."),
    };

    /// <summary>The name of the constant that has a record's size.</summary>
    public static string SizeOf(string record) => $"{Naming.ToSnakeCase(record).ToUpperInvariant()}_SIZE";

    /// <summary>The function that reads a record from a block of the host.</summary>
    public static string ReaderOf(string record) => $"read{record}";

    /// <summary>The function that writes a record for the host.</summary>
    public static string WriterOf(string record) => $"write{record}";

    /// <summary>A text or a number.</summary>
    /// <param name="enumeration">The name of an enum in the file.</param>
    public static string Constant(ConstantValue value, BindingType type, string enumeration) => value.Kind switch
    {
        ConstantKind.String => Literal(value.Text, value.Text.Count(character => character == '"') > value.Text.Count(character => character == '\'') ? '\'' : '"'),
        ConstantKind.Number when type is EnumType { Underlying: not (Scalar.Int64 or Scalar.UInt64) } =>
            $"<{enumeration}>{unchecked((int)long.Parse(value.Text, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)}",
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

    public static string ScalarName(Scalar scalar) => scalar switch
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

    public static string OrNull(string type, bool isNullable) => isNullable ? $"{type} | null" : type;
}
