using System.Globalization;
using System.Text;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>Small pieces of C text. C has one namespace: all that a stub declares begins with <c>host_</c> or <c>ngixi_</c>.</summary>
internal static class CText
{
    private const string Prefix = "host_";

    /// <summary>Words of C, of C++ and of their macros, and what functions of the stubs call their own variables.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "alignas", "alignof", "and", "and_eq", "asm", "assert", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
        "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const", "const_cast",
        "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
        "errno", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "linux", "long",
        "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "offsetof", "operator", "or", "or_eq", "private",
        "protected", "public", "register", "reinterpret_cast", "requires", "restrict", "return", "short", "signed", "sizeof", "static",
        "static_assert", "static_cast", "stderr", "stdin", "stdout", "struct", "switch", "template", "this", "thread_local", "throw",
        "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unix", "unsigned", "using", "virtual", "void", "volatile",
        "wchar_t", "while", "xor", "xor_eq", "block", "error", "result", "self", "status",
    };

    /// <summary>The name of a record, a union or an enum.</summary>
    public static string TypeName(TypeName type) => Prefix + Snake(type.Simple);

    /// <summary>The name of a resource, and the start of its functions' names and those of an interface.</summary>
    public static string InterfaceName(TypeName contract) => Prefix + Snake(contract.WithoutInterfacePrefix);

    /// <summary>The name of a function.</summary>
    public static string FunctionName(TypeName contract, ImportMethod method) => $"{InterfaceName(contract)}_{Snake(method.GuestName)}";

    /// <summary>The struct of several results.</summary>
    public static string ResultName(TypeName contract, ImportMethod method) => $"{FunctionName(contract, method)}_result";

    public static string CaseName(TypeName union, TypeName item) => $"{TypeName(union)}_{Snake(item.Simple)}";

    public static string Constant(string type, string member) => $"{type}_{Snake(member)}".ToUpperInvariant();

    /// <summary>A type that is made of others: a list, a map, an optional value. No type of the user's has such a name.</summary>
    public static string Composed(string kind, string item) => $"ngixi_{kind}_{item}";

    /// <summary>The name of a parameter or a field.</summary>
    public static string Identifier(string name)
    {
        // What looks escaped already is escaped, too, so that different names stay different.
        string snake = Snake(name);
        return Words.Contains(snake.TrimEnd('_')) ? snake + "_" : snake;
    }

    /// <summary>A part of a name. A letter that not every compiler takes is written as its code.</summary>
    public static string Snake(string name) => string.Concat(Naming.ToSnakeCase(name).Select(character =>
        character is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            ? character.ToString()
            : $"u{(int)character:x4}"));

    /// <summary>A word for a macro or a raw function, which no other text has.</summary>
    public static string Word(string text)
    {
        StringBuilder word = new();
        foreach (char character in text)
        {
            word.Append(character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? character.ToString()
                : character == '_' ? "__"
                : $"_{(int)character:x}_");
        }

        return word.ToString();
    }

    /// <summary>A literal, also for an attribute of C++, where escapes of numbers are errors.</summary>
    public static string Literal(string value) => $"\"{string.Concat(value.Select(character => character switch
    {
        '"' or '\\' => $"\\{character}",
        '?' => "\\?", // Two of them could begin a trigraph.
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => character.ToString(),
    }))}\"";

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ScalarName(StoredScalar scalar) => scalar switch
    {
        StoredScalar.Boolean => "bool",
        StoredScalar.I8 => "int8_t",
        StoredScalar.U8 => "uint8_t",
        StoredScalar.I16 => "int16_t",
        StoredScalar.U16 => "uint16_t",
        StoredScalar.I32 => "int32_t",
        StoredScalar.U32 => "uint32_t",
        StoredScalar.I64 => "int64_t",
        StoredScalar.U64 => "uint64_t",
        StoredScalar.F32 => "float",
        StoredScalar.F64 => "double",
    };

    /// <summary>The name of numbers in the support header, after <c>ngixi_</c>.</summary>
    public static string NumbersName(StoredScalar element) => element switch
    {
        StoredScalar.I8 => "int8s",
        StoredScalar.U8 => "bytes",
        StoredScalar.I16 => "int16s",
        StoredScalar.U16 => "uint16s",
        StoredScalar.I32 => "int32s",
        StoredScalar.U32 => "uint32s",
        StoredScalar.I64 => "int64s",
        StoredScalar.U64 => "uint64s",
        StoredScalar.F32 => "floats",
        StoredScalar.F64 => "doubles",
        StoredScalar.Boolean => throw new InvalidOperationException("A list of bool is none of numbers."),
    };

    public static string WasmName(WasmType type) => type switch
    {
        WasmType.I32 => "int32_t",
        WasmType.I64 => "int64_t",
        WasmType.F32 => "float",
        WasmType.F64 => "double",
    };

    /// <summary>A value of an enum.</summary>
    public static string EnumValue(decimal value, StoredScalar stored) => (value, stored) switch
    {
        (long.MinValue, _) => "INT64_MIN",
        (_, StoredScalar.I64) => value.ToString(CultureInfo.InvariantCulture) + "LL",
        (_, StoredScalar.U64) => value.ToString(CultureInfo.InvariantCulture) + "ULL",
        (_, StoredScalar.U32) => value.ToString(CultureInfo.InvariantCulture) + "U",
        (int.MinValue, _) => "INT32_MIN",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };
}
