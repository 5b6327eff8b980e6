namespace Ngixi.Hosting.Tests.Support;

/// <summary>Guests in WebAssembly text.</summary>
internal static class Wat
{
    public const string Odd = """
        (module
          (memory (export "memory") 1)
          (table (export "table") 1 funcref)
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func (export "spin") (loop br 0))
          (func (export "fill") (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) br 0))
          (func (export "fail") unreachable)
          (func (export "poke") (i32.store (i32.const 100) (i32.const 42)))
          (func (export "peek") (result i32) (i32.load (i32.const 100)))
          (func $down (export "recurse") (call $down))
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "growTable") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))
        """;

    public static byte[] Bytes(string text) => Module.ConvertText(text);

    public static GuestModule LoadText(this GuestEngine engine, string text, ModuleLimits? limits = null, string name = "test") =>
        engine.Load(new GuestManifest { Name = name, Limits = limits ?? new ModuleLimits() }, Bytes(text));

    public static int Add(this GuestInstance guest, int a, int b) => guest.Instance.GetFunction<int, int, int>("add")!(a, b);

    public static object? Run(this GuestInstance guest, string export, params ValueBox[] arguments) =>
        guest.Instance.GetFunction(export)!.Invoke(arguments);
}
