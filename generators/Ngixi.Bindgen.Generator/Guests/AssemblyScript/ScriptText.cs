using System.Globalization;
using System.Text;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>Small pieces of AssemblyScript text.</summary>
internal static class ScriptText
{
    private static readonly HashSet<string> FilesOfStubs = new(StringComparer.OrdinalIgnoreCase) { "exports", "index", SupportStub.Name };

    /// <summary>The name of an interface's namespace and file: <c>IKeyValue</c> is <c>keyValue</c>.</summary>
    public static string NamespaceOf(TypeName contract) => Naming.ToCamelCase(contract.WithoutInterfacePrefix);

    /// <summary>The class of a resource, or of what a guest exports: <c>IKeyValue</c> is <c>KeyValue</c>.</summary>
    public static string ClassName(TypeName contract) => ScriptWords.Type(contract.WithoutInterfacePrefix);

    /// <summary>The name of a record, a union or an enum.</summary>
    public static string TypeName(TypeName type) => ScriptWords.Type(type.Simple);

    /// <summary>The file of an interface, a resource or an enum.</summary>
    public static string FileOf(TypeName type, bool isInterface) =>
        $"{FileName(Naming.ToCamelCase(isInterface ? type.WithoutInterfacePrefix : type.Simple))}.ts";

    /// <summary>
    /// A file's name without what ends it. Windows keeps some for devices, and each folder of stubs has files of its own.
    /// </summary>
    public static string FileName(string name)
    {
        // What looks escaped already is escaped, too, so that different names stay different.
        string plain = name.TrimEnd('_');
        return FileNames.IsDevice(plain) || FilesOfStubs.Contains(plain) ? name + "_" : name;
    }

    /// <summary>The name of an enum's member.</summary>
    public static string MemberName(string member, StoredScalar stored) =>
        IsWide(stored) ? ScriptWords.Identifier(member) : ScriptWords.EnumMember(member);

    /// <summary>Gets whether an enum has 64 bits: AssemblyScript's have 32, and this one is constants in a namespace.</summary>
    public static bool IsWide(StoredScalar stored) => stored is StoredScalar.I64 or StoredScalar.U64;

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
        UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned;

    /// <summary>The name of the constant that has a record's size.</summary>
    public static string SizeOf(string record) => $"{Naming.ToSnakeCase(record).ToUpperInvariant()}_SIZE";

    /// <summary>The function that reads a record from a block of the host.</summary>
    public static string ReaderOf(string record) => $"read{record}";

    /// <summary>The function that writes a record for the host.</summary>
    public static string WriterOf(string record) => $"write{record}";

    /// <summary>A text, in the quotes that it has fewer of.</summary>
    public static string Text(string value) =>
        Literal(value, value.Count(character => character == '"') > value.Count(character => character == '\'') ? '\'' : '"');

    /// <summary>A number.</summary>
    public static string Number(string digits, StoredScalar stored) => stored switch
    {
        StoredScalar.I64 => WideInteger(decimal.Parse(digits, CultureInfo.InvariantCulture)),
        StoredScalar.F32 when digits is "NaN" or "Infinity" or "-Infinity" => $"<f32>{digits}",
        StoredScalar.Boolean
            or StoredScalar.I8 or StoredScalar.U8 or StoredScalar.I16 or StoredScalar.U16 or StoredScalar.I32 or StoredScalar.U32
            or StoredScalar.U64 or StoredScalar.F32 or StoredScalar.F64 => digits,
    };

    /// <summary>A value of an enum that has no member for it.</summary>
    /// <param name="enumeration">The name of the enum in the file.</param>
    public static string Number(string digits, StoredScalar stored, string enumeration) => IsWide(stored)
        ? Number(digits, stored)
        : $"<{enumeration}>{unchecked((int)long.Parse(digits, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A number of 64 bits; the smallest has no literal.</summary>
    public static string WideInteger(decimal value) =>
        value == long.MinValue ? "i64.MIN_VALUE" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The class of a sequence of numbers.</summary>
    public static string ArrayName(StoredScalar element) => element switch
    {
        StoredScalar.I8 => "Int8Array",
        StoredScalar.U8 => "Uint8Array",
        StoredScalar.I16 => "Int16Array",
        StoredScalar.U16 => "Uint16Array",
        StoredScalar.I32 => "Int32Array",
        StoredScalar.U32 => "Uint32Array",
        StoredScalar.I64 => "Int64Array",
        StoredScalar.U64 => "Uint64Array",
        StoredScalar.F32 => "Float32Array",
        StoredScalar.F64 => "Float64Array",
        StoredScalar.Boolean => throw new InvalidOperationException("A list of bool is none of numbers."),
    };

    public static void WriteHeader(CodeWriter writer, TypeName origin)
    {
        writer.Line("// <auto-generated>");
        writer.Line($"// Made by Ngixi.Bindgen from {origin.Full}. Change that, not this file.");
        writer.Line("// </auto-generated>");
        writer.Line();
    }

    /// <summary>The type of a number as it is stored in memory.</summary>
    public static string ScalarName(StoredScalar scalar) => scalar switch
    {
        StoredScalar.Boolean => "bool",
        StoredScalar.I8 => "i8",
        StoredScalar.U8 => "u8",
        StoredScalar.I16 => "i16",
        StoredScalar.U16 => "u16",
        StoredScalar.I32 => "i32",
        StoredScalar.U32 => "u32",
        StoredScalar.I64 => "i64",
        StoredScalar.U64 => "u64",
        StoredScalar.F32 => "f32",
        StoredScalar.F64 => "f64",
    };

    public static string OrNull(string type, bool isNullable) => isNullable ? $"{type} | null" : type;
}
