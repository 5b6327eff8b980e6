using System.Collections.Concurrent;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Capabilities.Tests.Support;

/// <summary>
/// A guest of <c>guest/assembly</c> or <c>guest-c</c>, compiled against the stubs that the build of Ngixi.Capabilities wrote.
/// </summary>
internal sealed class CapabilityGuest : IDisposable
{
    private static readonly Engine Engine = RawGuest.Engine;

    private static readonly ConcurrentDictionary<(string Name, GuestLanguage Language), Lazy<Module>> Modules = new();

    private CapabilityGuest(Store store, Instance instance)
    {
        Store = store;
        Instance = instance;
    }

    public Store Store { get; }

    public Instance Instance { get; }

    /// <summary>Starts a guest in a store of its own.</summary>
    /// <param name="name">The file of its source, without the extension.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="linker">Its imports.</param>
    public static CapabilityGuest Start(string name, GuestLanguage language, Linker linker)
    {
        Module module = Modules.GetOrAdd((name, language), key => new Lazy<Module>(() => Compile(key.Name, key.Language))).Value;
        Store store = new(Engine);
        Instance instance = linker.Instantiate(store, module);
        instance.Start();
        return new CapabilityGuest(store, instance);
    }

    public void Run(string export) => Instance.GetAction(export)!();

    public void Run(string export, int argument) => Instance.GetAction<int>(export)!(argument);

    public void Dispose() => Store.Dispose();

    private static Module Compile(string name, GuestLanguage language)
    {
        if (language == GuestLanguage.AssemblyScript)
        {
            return Module.FromBytes(Engine, name, AssemblyScriptCompiler.Compile($"assembly/{name}.ts", "--optimizeLevel", "3"));
        }

        using TemporaryFolder folder = new();
        CCompiler.Compile(folder.Path, Path.Combine(AssemblyScriptCompiler.Metadata("CGuestDirectory"), name + ".c")).Succeeds();
        return Module.FromBytes(Engine, name, File.ReadAllBytes(folder.At("guest.wasm")));
    }
}
