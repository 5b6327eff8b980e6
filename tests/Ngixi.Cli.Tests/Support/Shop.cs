namespace Ngixi.Cli.Tests.Support;

/// <summary>A module that logs and reads keys, with a manifest that grants its log alone.</summary>
internal static class Shop
{
    public const string Text = """
        (module
          (import "env" "log" (func (param i32 i32)))
          (import "env" "kv_get" (func (param i32 i32 i32) (result i32)))
          (memory (export "memory") 2)
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
        """;

    public const string Manifest = """
        {
          "name": "shop",
          "module": { "file": "shop.wasm" },
          "grants": { "log": { "why": "Support reads it." } }
        }
        """;

    public static CliFolder Folder()
    {
        CliFolder folder = new();
        folder.WriteModule("shop.wasm", Text);
        folder.Write("shop.ngixi.json", Manifest);
        return folder;
    }
}
