using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>Guests of <c>guest</c>, each compiled once.</summary>
internal static class Guests
{
    private static readonly Lazy<(byte[] Wasm, byte[] SourceMap)> LazyInvoice =
        new(() => AssemblyScriptCompiler.CompileWithSourceMap("invoice.ts", "--debug"));

    private static readonly Lazy<byte[]> LazyStripped = new(() => AssemblyScriptCompiler.Compile("invoice.ts"));

    private static readonly Lazy<byte[]> LazyInC = new(() =>
    {
        using TemporaryFolder folder = new();
        CCompiler.Compile(folder.Path, "-g", "-O1", Path.Combine(AssemblyScriptCompiler.GuestDirectory, "invoice.c")).Succeeds();
        return File.ReadAllBytes(folder.At("guest.wasm"));
    });

    /// <summary>Gets <c>invoice.ts</c> with names, and its source map.</summary>
    public static (byte[] Wasm, byte[] SourceMap) Invoice => LazyInvoice.Value;

    /// <summary>Gets <c>invoice.ts</c> without names, whose code is at the same places.</summary>
    public static byte[] StrippedInvoice => LazyStripped.Value;

    /// <summary>Gets <c>invoice.c</c> with DWARF.</summary>
    public static byte[] InvoiceInC => LazyInC.Value;
}
