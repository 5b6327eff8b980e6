using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>A guest that greets, and its manifest, in a folder.</summary>
internal sealed class GreeterFiles : IDisposable
{
    // Its greeting is the name alone: it returns its argument, where it lies.
    private const string Guest = """
        (module
          (memory (export "memory") 2)
          (global (export "ngixi_area") i32 (i32.const 0x400))
          (data (i32.const 0x400) "\00\00\01\00\01\00\00\00")
          (func (export "fail") unreachable)
          (func (export "greet") (param i32) (result i64)
            (i64.or
              (i64.shl (i64.extend_i32_u (i32.add (i32.const 0x408) (i32.load (i32.const 0x408)))) (i64.const 32))
              (i64.extend_i32_u (i32.load (i32.const 0x40c))))))
        """;

    private readonly TemporaryFolder folder = new();

    public GreeterFiles(string grants = "{ \"log\": true }", byte[]? guest = null)
    {
        File.WriteAllBytes(folder.At("greeter.wasm"), guest ?? Wat.Bytes(Guest));
        WriteManifest("greeter.ngixi.json", grants);
    }

    public string Folder => folder.Path;

    public string Manifest => folder.At("greeter.ngixi.json");

    public void WriteManifest(string file, string grants) => folder.Write(
        file, $$"""{ "name": "greeter", "module": { "file": "greeter.wasm" }, "grants": {{grants}} }""");

    public void Dispose() => folder.Dispose();
}
