using System.Collections.Concurrent;
using Ngixi.Bindgen.Tests.Shared;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>The hostile guests in C under <c>guest-c/</c>, compiled with the headers that the build of these tests printed.</summary>
internal static class CModules
{
    private const string Layout = "-Wl,--global-base=98304,-z,stack-size=8192,--initial-memory=131072,--max-memory=1048576";

    private static readonly ConcurrentDictionary<string, Lazy<Module>> Modules = new();

    /// <summary>A guest, with the memory of a <see cref="RawGuest"/>.</summary>
    public static Module Of(string name) => Modules.GetOrAdd(name, _ => new Lazy<Module>(() => Compile(name))).Value;

    private static Module Compile(string name)
    {
        using TemporaryFolder folder = new();
        string headers = Path.Combine(AssemblyScriptCompiler.GuestDirectory, "c", "host");
        string source = Path.Combine(AssemblyScriptCompiler.Metadata("CGuestDirectory"), $"{name}.c");
        CCompiler.Compile(folder.Path, "-std=c11", "-I", headers, source, Layout).Succeeds();
        return Module.FromBytes(RawGuest.Engine, name, File.ReadAllBytes(folder.At("guest.wasm")));
    }
}
