using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;

namespace Ngixi.Cli.Tests.Support;

/// <summary>The guest of docs/cli.md, which is built with stubs: <c>shop.wasm</c>, with a manifest that grants its log alone.</summary>
internal static class Example
{
    private static readonly Lazy<byte[]> LazyShop = new(() =>
    {
        using CliFolder folder = new();
        folder.Run("stubs", typeof(ILog).Assembly.Location, "-o", "./host").Exits(0);
        File.Copy(Path.Combine(AssemblyScriptCompiler.GuestDirectory, "assembly", "shop.ts"), folder.At("shop.ts"));
        string compiler = Path.Combine(
            AssemblyScriptCompiler.Metadata("GuestToolsDirectory"), "node_modules", "assemblyscript", "bin", "asc.js");
        string[] options = ["--config", "none", "--exportStart", "_initialize", "--debug", "--outFile", "shop.wasm"];
        Command.Run("node", folder.Path, [compiler, "shop.ts", .. options]).Succeeds();
        return File.ReadAllBytes(folder.At("shop.wasm"));
    });

    public static void Write(CliFolder folder)
    {
        folder.WriteBytes("shop.wasm", LazyShop.Value);
        folder.Write("shop.ngixi.json", Shop.Manifest);
        folder.WriteBytes("plugin.wasm", Guests.PluginWasm);
        folder.Write("plugin.ngixi.json", $$"""{ "name": "plugin", {{Guests.Patience}} }""");
    }
}
