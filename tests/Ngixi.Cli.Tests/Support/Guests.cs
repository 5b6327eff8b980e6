using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Cli.Tests.Support;

/// <summary>Guests of <c>guest</c>, each compiled once.</summary>
internal static class Guests
{
    private static readonly Lazy<(byte[] Wasm, byte[] SourceMap)> LazyInvoice =
        new(() => AssemblyScriptCompiler.CompileWithSourceMap("assembly/invoice.ts", "--debug"));

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
