namespace Ngixi.Bindgen.Generator.Tests.Generative;

/// <summary>Names that mean something to a language, a compiler, a runtime or the code that is made from a contract.</summary>
internal static class HostileWords
{
    public static readonly string[] All =
    [
        // C#'s words, as identifiers.
        "@class",
        "@event",
        "@namespace", "@string", "@int", "@object", "@this", "@base", "@void", "@params", "@in", "@out", "@ref", "@is", "@as", "@null",
        "@true",
        "@default",
        "@new",
        "@static", "@lock", "@fixed", "@checked", "@operator", "@volatile", "@delegate", "@interface", "@enum", "@struct", "@switch",
        "@return",

        // C#'s words by place.
        "var",
        "dynamic",
        "nameof", "value", "get", "set", "init", "add", "remove", "where", "yield", "await", "async", "nint", "notnull", "unmanaged",
        "record", "required",
        "scoped", "partial", "global", "file", "field", "when", "with", "and", "or", "not", "alias", "args", "managed", "_", "__", "_1",

        // Types of .NET that glue uses, or that anything may.
        "System",
        "Exception",
        "Object", "String", "Int32", "UInt32", "Int64", "Boolean", "Byte", "Char", "Double", "Guid", "DateTimeOffset", "TimeSpan", "Type",
        "Task", "ValueTask",
        "Span",
        "ReadOnlySpan",
        "Memory", "List", "Dictionary", "IReadOnlyList", "Action", "Func", "Nullable", "Attribute", "Delegate", "Enum", "Array", "Math",
        "Convert",
        "Math",
        "Unsafe",
        "MemoryMarshal", "Collections", "Threading", "Runtime", "CompilerServices", "InteropServices", "Generic", "Tasks",
        "CancellationToken", "ArgumentNullException",
        "IDisposable", "Encoding", "Marshal", "UnmanagedCallersOnly", "Microsoft", "CodeAnalysis", "NotNull", "ModuleInitializer",

        // Members that each object has.
        "ToString",
        "Equals",
        "GetHashCode", "GetType", "Finalize", "MemberwiseClone", "ReferenceEquals", "Dispose", "EqualityContract", "Clone", "Deconstruct",
        "PrintMembers",

        // What this project and Wasmtime are called, and what glue has.
        "Ngixi",
        "Bindgen",
        "Wasmtime", "Linker", "Store", "Instance", "Module", "Engine", "Memory", "Caller", "Function", "Generated", "HostCall", "ValueSlot",
        "GuestReader", "GuestResult",
        "ImportBinder",
        "ExportCall",
        "Layout", "Layouts", "Imports", "Exports", "Contract", "Contracts", "Define", "Stub", "GuestContext", "WasmImport",
        "WasmImportAttribute", "GuestOptions",
        "call",
        "caller",
        "binding", "slots", "count", "result", "results", "instance", "linker", "store", "error", "exception", "implementation", "target",
        "reader", "writer", "area", "item", "items",
        "index",
        "length",
        "size", "offset", "pointer", "block", "at", "status", "data", "name", "key", "text", "bytes", "module", "self", "receiver",
        "function", "memory", "argument", "arguments",
        "Read",
        "Write",
        "Check", "Size", "Alignment", "Of", "Default", "Create", "Invoke", "From", "Resource", "Handle", "Release", "Free", "Box", "Result",
        "Outcome", "Success", "Failure",
        "Circle", "Instant", "Duration",

        // TypeScript's and AssemblyScript's words.
        "any",
        "abstract",
        "boolean", "break", "constructor", "const", "continue", "debugger", "declare", "delete", "do", "else", "eval", "export", "extends",
        "false_", "finally", "for_",
        "from",
        "function_",
        "import", "implements", "infer", "instanceof", "keyof", "let", "of", "package", "never", "number", "readonly", "require", "super",
        "symbol", "type", "typeof",
        "undefined",
        "unique",
        "unknown", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "usize", "isize", "bool", "v128", "Map", "Set",
        "Uint8Array", "Float64Array", "Int32Array",
        "Date",
        "Error",
        "JSON", "NaN", "Infinity", "load", "assert", "changetype", "idof", "offsetof", "sizeof_", "alignof", "unreachable", "trace",
        "abort", "memory_", "heap", "atomic", "console",
        "process",
        "crypto",
        "StaticArray", "ArrayBuffer", "raw", "ngixi", "index_", "exports", "raw_", "ngixi_area", "RESULT", "NULL", "handle", "free",
        "release", "outcome", "success", "failure", "payload",
        "tellContract",
        "CONTRACT",
        "ITEM_SIZE", "readItem", "writeItem", "readString", "writeCase", "returnString", "takeBlock", "valueOf", "hasOwnProperty",
        "prototype", "then", "toString", "isString", "instantiate",

        // WebAssembly's and the system's.
        "start", "_initialize", "_start", "main", "env", "wasi", "con", "aux", "nul", "com1", "lpt9", "CON", "Aux",

        // Other letters, and names that differ by little.
        "é",
        "ß",
        "İ", "ı", "Ä", "ｆｕｌｌ", "東京", "ǅ", "a", "A", "aB", "AB", "Ab", "a1", "A_b", "a_B", "IFoo", "Foo", "foo", "FOO", "foo_", "Foo_", "I",
        "II", "ILog", "Log", "log", "X1", "x",
    ];
}
