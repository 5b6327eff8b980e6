using Wasmtime;

namespace Ngixi.Hosting.Modules;

/// <summary>A proposal of WebAssembly that an engine can refuse.</summary>
/// <param name="Name">The name in manifests.</param>
/// <param name="About">What it is, in words.</param>
/// <param name="Grant">What grants it; none where no guest may use it.</param>
/// <param name="WhyNever">Why no guest may use it; null where a manifest grants it.</param>
/// <param name="Set">Lets an engine accept or refuse it.</param>
internal sealed record WasmFeature(string Name, string About, WasmFeatures Grant, string? WhyNever, Action<Config, bool> Set)
{
    /// <summary>All that is off unless a manifest asks for it, or always. One comes after those that it needs.</summary>
    public static IReadOnlyList<WasmFeature> All { get; } =
    [
        new("simd", "vectors of 128 bits", WasmFeatures.Simd, null, static (config, isOn) => config.WithSIMD(isOn)),
        new(
            "relaxedSimd",
            "vectors whose results may differ between processors",
            WasmFeatures.RelaxedSimd,
            null,
            static (config, isOn) => config.WithRelaxedSIMD(isOn, true)),
        new("tailCalls", "tail calls", WasmFeatures.TailCalls, null, static (config, isOn) => config.WithTailCalls(isOn)),
        new(
            "wideArithmetic",
            "arithmetic of 128 bits",
            WasmFeatures.WideArithmetic,
            null,
            static (config, isOn) => config.WithWideArithmetic(isOn)),
        new(
            "threads",
            "threads and shared memories",
            WasmFeatures.None,
            "the host reads a memory that nobody else may write meanwhile",
            static (config, isOn) => config.WithWasmThreads(isOn)),
        new(
            "memory64",
            "memories with addresses of 64 bits",
            WasmFeatures.None,
            "the host's pointers have 32 bits",
            static (config, isOn) => config.WithMemory64(isOn)),
        new(
            "multiMemory",
            "several memories",
            WasmFeatures.None,
            "the limit of memory would hold for each of them alone",
            static (config, isOn) => config.WithMultiMemory(isOn)),
        new(
            "functionReferences",
            "typed references of functions",
            WasmFeatures.None,
            "Wasmtime .NET cannot load them",
            static (config, isOn) => config.WithFunctionReferences(isOn)),
        new(
            "gc",
            "garbage collection",
            WasmFeatures.None,
            "Wasmtime .NET cannot load it",
            static (config, isOn) => config.WithGc(isOn)),
        new(
            "exceptions",
            "exceptions",
            WasmFeatures.None,
            "Wasmtime .NET cannot load them",
            static (config, isOn) => config.WithExceptions(isOn)),
    ];

    /// <summary>The features that this one is nothing without, and that are off with it.</summary>
    public IEnumerable<WasmFeature> Dependents => Name switch
    {
        "simd" => All.Where(feature => feature.Name == "relaxedSimd"),
        "functionReferences" => All.Where(feature => feature.Name == "gc"),
        _ => [],
    };
}
