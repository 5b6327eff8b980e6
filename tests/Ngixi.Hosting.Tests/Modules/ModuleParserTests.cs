using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

public sealed class ModuleParserTests
{
    private const string Varied = """
        (module
          (import "env" "f" (func $f (param i32 i64 f32 f64) (result i32)))
          (import "env" "t" (table 1 2 funcref))
          (import "env" "m" (memory 1 3))
          (import "env" "g" (global i32))
          (import "odd.名" "" (func (result externref)))
          (global (mut i64) (i64.const 1))
          (func $start)
          (func (export "run") (param i32) (result i32 i64) (i32.const 1) (i64.const 2))
          (export "f" (func $f))
          (start $start)
          (elem (i32.const 0) $start)
          (data (i32.const 0) "hello"))
        """;

    [Fact]
    public void A_module_says_what_it_imports_exports_and_has()
    {
        WasmModule module = Parse(Wat.Bytes(Varied));
        Assert.Equal(
            [
                new WasmImport("env", "f", ImportKind.Function, "(i32 i64 f32 f64) -> i32"),
                new WasmImport("env", "t", ImportKind.Table, null),
                new WasmImport("env", "m", ImportKind.Memory, null),
                new WasmImport("env", "g", ImportKind.Global, null),
                new WasmImport("odd.名", "", ImportKind.Function, "() -> externref"),
            ],
            module.Imports);
        Assert.Equal(
            [
                new WasmExport("run", ImportKind.Function, "(i32) -> i32 i64"),
                new WasmExport("f", ImportKind.Function, "(i32 i64 f32 f64) -> i32"),
            ],
            module.Exports);
        Assert.Equal([new WasmLimits(1, 3, 65_536)], module.Memories);
        Assert.Equal([new WasmLimits(1, 2, 0)], module.Tables);
        Assert.True(module.HasStart);
        Assert.Equal((2, 1, 1, 1), (module.Functions, module.Globals, module.Elements, module.DataSegments));
        Assert.Contains("name", module.CustomSections.Select(section => section.Name));
        Assert.Equal(3, module.LargestFunction);
    }

    [Fact]
    public void The_parser_agrees_with_Wasmtime_on_imports_and_exports()
    {
        using Engine engine = new();
        foreach (string text in new[] { Varied, Wat.Odd, "(module)" })
        {
            byte[] wasm = Wat.Bytes(text);
            using Module module = Module.FromBytes(engine, "test", wasm);
            WasmModule parsed = Parse(wasm);
            AssertSame(module, parsed);
        }
    }

    [Theory]
    [InlineData(new byte[0], "it does not begin as a module does, at byte 0")]
    [InlineData(new byte[] { 0, 97, 115, 109, 2, 0, 0, 0 }, "it has another version than 1, at byte 8")]
    [InlineData(new byte[] { 0, 97, 115, 109, 13, 0, 1, 0 }, "it is a component, and guests are core modules, at byte 8")]
    [InlineData(new byte[] { 0, 97, 115, 109, 1, 0, 0, 0, 1 }, "it ends within a value, at byte 9")]
    [InlineData(new byte[] { 0, 97, 115, 109, 1, 0, 0, 0, 2, 5, 255, 255, 255, 255, 15 }, "it says that 4,294,967,295 items follow in 0 bytes, at byte 15")]
    [InlineData(new byte[] { 0, 97, 115, 109, 1, 0, 0, 0, 2, 5, 255, 255, 255, 255, 31 }, "it has a number that is too large, at byte 15")]
    [InlineData(new byte[] { 0, 97, 115, 109, 1, 0, 0, 0, 0, 2, 1, 255 }, "it has a name that is no UTF-8, at byte 12")]
    [InlineData(new byte[] { 0, 97, 115, 109, 1, 0, 0, 0, 99, 0 }, "it has a section of the unknown kind 99, at byte 10")]
    public void What_is_no_module_is_said_with_its_place(byte[] wasm, string message) =>
        Assert.Equal(message, Assert.Throws<MalformedModuleException>(() => Parse(wasm)).Message);

    [Fact]
    public void Mutated_modules_are_refused_or_read_as_Wasmtime_reads_them()
    {
        using Engine engine = new(Ngixi.Bindgen.GuestConfig.Create());
        byte[][] seeds = [Wat.Bytes(Varied), Wat.Bytes(Wat.Odd)];
        int valid = 0;
        int refused = 0;
        foreach (int seed in Tries.Seeds(2_000))
        {
            byte[] wasm = Mutate(seeds[seed % seeds.Length], new Random(seed));
            WasmModule? parsed = null;
            try
            {
                parsed = Parse(wasm);
            }
            catch (MalformedModuleException)
            {
                refused++;
            }

            // Where Wasmtime takes it, so does the parser, and both see the same imports.
            if (Module.Validate(engine, wasm) is null)
            {
                valid++;
                using Module module = Module.FromBytes(engine, "mutant", wasm);
                Assert.NotNull(parsed);
                AssertSame(module, parsed);
            }
        }

        Assert.True(valid > 0 && refused > 0, $"{valid} valid, {refused} refused");
    }

    private static void AssertSame(Module module, WasmModule parsed)
    {
        Assert.Equal(
            module.Imports.Select(import => $"{import.ModuleName}.{import.Name}"), parsed.Imports.Select(import => import.FullName));
        Assert.Equal(module.Exports.Select(export => export.Name), parsed.Exports.Select(export => export.Name));
    }

    private static WasmModule Parse(byte[] wasm) => ModuleParser.Parse(wasm, new ModuleBounds());

    internal static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> wasm = [.. seed];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(wasm.Count);
            switch (random.Next(4))
            {
                case 0:
                    wasm[at] = (byte)random.Next(256);
                    break;
                case 1:
                    wasm[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    wasm.RemoveRange(at, Math.Min(random.Next(1, 8), wasm.Count - at));
                    break;
                default:
                    wasm.InsertRange(at, [.. wasm.Skip(random.Next(wasm.Count)).Take(8)]);
                    break;
            }

            if (wasm.Count == 0)
            {
                break;
            }
        }

        return [.. wasm];
    }
}
