namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>
/// Words that AssemblyScript, or TypeScript for the editor, takes for something else. A name that is one gets an underscore.
/// </summary>
internal static class ScriptWords
{
    /// <summary>What stubs use of AssemblyScript. Nothing else at the top of their files is called so, whatever guests call it.</summary>
    public static readonly string[] UsedByStubs =
    [
        "Array", "Map", "Int8Array", "Uint8Array", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Int64Array", "Uint64Array",
        "Float32Array", "Float64Array", "NaN", "Infinity", SupportStub.Name, RawImports.Namespace,
    ];

    /// <summary>
    /// Functions that stubs use of AssemblyScript. A file that uses none of the name may have something that is called so.
    /// </summary>
    public static readonly string[] Functions = ["assert", "load", "store"];

    /// <summary>Words that nothing can be called at the top of a file.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "arguments", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
        "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in",
        "instanceof", "interface", "let", "new", "null", "of", "override", "package", "private", "protected", "public", "return", "static",
        "super", "switch", "this", "throw", "true", "try", "type", "typeof", "var", "void", "while", "with", "yield",

        // Types that stubs name.
        "bool", "changetype", "f32", "f64", "i8", "i16", "i32", "i64", "string", "u8", "u16", "u32", "u64", "usize",
    };

    /// <summary>Words that no function, parameter or namespace of a stub can be called.</summary>
    private static readonly HashSet<string> Reserved = new(Words, StringComparer.Ordinal) { SupportStub.Name, RawImports.Namespace };

    /// <summary>Words that no field of a class can be called.</summary>
    private static readonly HashSet<string> ReservedFields = new(Words, StringComparer.Ordinal) { "constructor" };

    /// <summary>Words that no type can be called.</summary>
    private static readonly HashSet<string> ReservedTypes = new(
    [
        .. Reserved,
        "abstract", "any", "as", "asserts", "bigint", "boolean", "constructor", "declare", "from", "get", "global", "infer", "intrinsic",
        "is", "isize", "keyof", "module", "namespace", "never", "number", "object", "readonly", "require", "set", "symbol", "undefined",
        "unique", "unknown", "v128",
    ],
    StringComparer.Ordinal);

    /// <summary>Words that no member of an enum can be called.</summary>
    private static readonly HashSet<string> ReservedEnumMembers =
        new(Reserved.Except(["string", "type", "changetype"]), StringComparer.Ordinal) { "constructor" };

    /// <summary>Words that no method can be called, or that each resource has.</summary>
    private static readonly HashSet<string> ReservedMethods = new(StringComparer.Ordinal)
    {
        "abstract", "constructor", "declare", "get", "handle", "override", "private", "protected", "public", "readonly", "set", "static",
    };

    /// <summary>A constant of the guest's author.</summary>
    public static string Constant(string name) => Escape(name, Words);

    public static string Identifier(string name) => Escape(name, Reserved);

    public static string Type(string name) => Escape(name, ReservedTypes);

    public static string Field(string name) => Escape(name, ReservedFields);

    public static string Method(string name) => Escape(name, ReservedMethods);

    public static string EnumMember(string name) => Escape(name, ReservedEnumMembers);

    // What looks escaped already is escaped, too, so that different names stay different.
    private static string Escape(string name, HashSet<string> words) => words.Contains(name.TrimEnd('_')) ? name + "_" : name;
}
