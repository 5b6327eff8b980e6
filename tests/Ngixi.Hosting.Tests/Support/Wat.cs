namespace Ngixi.Hosting.Tests.Support;

/// <summary>Guests in WebAssembly text.</summary>
internal static class Wat
{
    public const string Spin = """(module (func (export "spin") (loop br 0)) (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))""";

    public static byte[] Bytes(string text) => Module.ConvertText(text);

    public static GuestModule Load(this GuestEngine engine, string text, ModuleLimits? limits = null, string name = "test") =>
        engine.Load(new GuestManifest { Name = name, Limits = limits ?? new ModuleLimits() }, Bytes(text));
}
