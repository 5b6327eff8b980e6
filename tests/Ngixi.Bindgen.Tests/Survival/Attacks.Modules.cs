namespace Ngixi.Bindgen.Tests.Survival;

/// <content>Modules of types that Wasmtime .NET does not have.</content>
internal static partial class Attacks
{
    private static readonly string[] UnsupportedTypes =
    [
        "anyref", "eqref", "i31ref", "structref", "arrayref", "exnref", "nullref", "nullfuncref", "nullexternref", "(ref func)",
        "(ref extern)", "(ref null $f)", "(ref $f)",
    ];

    private static readonly string[] Places =
    [
        """(import "a" "b" (func (param TYPE)))""",
        """(import "a" "b" (func (result TYPE)))""",
        """(import "a" "b" (global TYPE))""",
        """(import "a" "b" (table 1 TYPE))""",
        """(func (export "b") (param TYPE))""",
        """(func (export "b") (result TYPE) unreachable)""",
        """(import "a" "b" (tag (param i32)))""",
    ];

    public static void Modules_of_unsupported_types_on_an_engine_of_ours()
    {
        using Engine engine = new(GuestConfig.Create());
        Refuse(wasm => Module.FromBytes(engine, "hostile", wasm));
    }

    public static void Modules_of_unsupported_types_on_any_engine()
    {
        using Engine engine = new();
        Refuse(wasm => GuestCompiler.FromBytes(engine, "hostile", wasm));
    }

    private static void Refuse(Func<byte[], Module> compile)
    {
        foreach (string place in Places)
        {
            foreach (string type in UnsupportedTypes)
            {
                byte[] wasm = Module.ConvertText($"(module (type $f (func)) {place.Replace("TYPE", type, StringComparison.Ordinal)})");
                Assert.Throws<WasmtimeException>(() => compile(wasm));
            }
        }

        compile(Module.ConvertText("""(module (import "a" "b" (func (param externref) (result funcref))) (memory (export "memory") 1))"""))
            .Dispose();
    }
}
