using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Cli.Tests.Support;

/// <summary>Guests of <c>guest</c>, each compiled once.</summary>
internal static class Guests
{
    private static readonly Lazy<(byte[] Wasm, byte[] SourceMap)> LazyInvoice =
        new(() => AssemblyScriptCompiler.CompileWithSourceMap("assembly/invoice.ts", "--debug"));

    private static readonly Lazy<byte[]> LazyPlugin = new(() => AssemblyScriptCompiler.Compile("assembly/plugin/host/exports.ts"));

    private static readonly Lazy<byte[]> LazyAsker = new(() => AssemblyScriptCompiler.Compile("assembly/asker/host/exports.ts"));

    /// <summary>The limits of calls whose first run compiles this program's own methods, on a machine of any speed.</summary>
    public const string Patience = "\"limits\": { \"deadline\": \"60 s\", \"startDeadline\": \"60 s\" }";

    /// <summary>Gets a guest that exports <see cref="IPlugin"/>.</summary>
    public static byte[] PluginWasm => LazyPlugin.Value;

    /// <summary>Gets a folder with <c>plugin.wasm</c>, which exports <see cref="IPlugin"/>.</summary>
    public static CliFolder Plugin()
    {
        CliFolder folder = new();
        folder.WriteBytes("plugin.wasm", PluginWasm);
        folder.Write("plugin.ngixi.json", $$"""{ "name": "plugin", {{Patience}} }""");
        return folder;
    }

    /// <summary>Gets a folder with <c>asker.wasm</c>, which exports <see cref="IAsker"/>.</summary>
    public static CliFolder Asker()
    {
        CliFolder folder = new();
        folder.WriteBytes("asker.wasm", LazyAsker.Value);
        return folder;
    }

    /// <summary>Gets a folder with <c>invoice.wasm</c>, its source map and its manifest.</summary>
    public static CliFolder Invoice(string grants = "\"log\": true", string limits = "", TimeProvider? time = null)
    {
        CliFolder folder = new() { Time = time ?? TimeProvider.System };
        folder.WriteBytes("invoice.wasm", LazyInvoice.Value.Wasm);
        folder.WriteBytes("invoice.wasm.map", LazyInvoice.Value.SourceMap);
        folder.Write("invoice.ngixi.json", $$"""{ "name": "invoice", "limits": { {{limits}} }, "grants": { {{grants}} } }""");
        return folder;
    }
}
