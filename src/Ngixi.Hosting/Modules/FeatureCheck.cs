using System.Collections.Concurrent;
using Wasmtime;

namespace Ngixi.Hosting.Modules;

/// <summary>Finds out which proposals a module uses, by engines that validate and never run.</summary>
internal static class FeatureCheck
{
    // Kept for the process, as the native library is. A set of features is a bit for each.
    private static readonly ConcurrentDictionary<int, Lazy<Engine>> Engines = new();

    /// <summary>Gets why a module is not valid with all features that there are.</summary>
    /// <returns>Wasmtime's reason; null where it is valid.</returns>
    public static string? Fault(ReadOnlySpan<byte> wasm) => Validate(wasm, WasmFeature.All);

    /// <summary>Gets whether a module does with what is granted.</summary>
    public static bool Fits(ReadOnlySpan<byte> wasm, WasmFeatures granted) =>
        Validate(wasm, WasmFeature.All.Where(feature => IsGranted(feature, granted))) is null;

    /// <summary>Gets whether a manifest with these features lets a module use one.</summary>
    public static bool IsGranted(WasmFeature feature, WasmFeatures granted) => feature.Grant != WasmFeatures.None
        && ((granted & feature.Grant) != 0 || feature.Dependents.Any(dependent => (granted & dependent.Grant) != 0));

    /// <summary>Lists the features that a valid module uses: without one of them it would not be valid.</summary>
    public static IReadOnlyList<WasmFeature> UsedBy(ReadOnlySpan<byte> wasm)
    {
        List<WasmFeature> used = [];
        foreach (WasmFeature feature in WasmFeature.All)
        {
            if (Validate(wasm, WasmFeature.All.Except([feature, .. feature.Dependents])) is not null)
            {
                used.Add(feature);
            }
        }

        return used;
    }

    private static string? Validate(ReadOnlySpan<byte> wasm, IEnumerable<WasmFeature> allowed)
    {
        HashSet<WasmFeature> on = [.. allowed];
        int set = 0;
        for (int i = 0; i < WasmFeature.All.Count; i++)
        {
            set |= on.Contains(WasmFeature.All[i]) ? 1 << i : 0;
        }

        return Module.Validate(Engines.GetOrAdd(set, _ => new Lazy<Engine>(() => Create(on))).Value, wasm);
    }

    private static Engine Create(HashSet<WasmFeature> on)
    {
        Config config = new();
        foreach (WasmFeature feature in WasmFeature.All)
        {
            feature.Set(config, on.Contains(feature));
        }

        return new Engine(config);
    }
}
