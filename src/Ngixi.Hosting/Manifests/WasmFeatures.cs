namespace Ngixi.Hosting;

/// <summary>
/// Proposals of WebAssembly that a module uses. A manifest names those that its module may use beyond the always allowed ones.
/// </summary>
[Flags]
public enum WasmFeatures
{
    /// <summary>None: the always allowed ones alone, which are multi-value, bulk memory, reference types and sign extension.</summary>
    None = 0,

    /// <summary>Vectors of 128 bits.</summary>
    Simd = 1 << 0,

    /// <summary>Vectors whose results may depend on the processor.</summary>
    RelaxedSimd = 1 << 1,

    /// <summary>Calls that give the caller's frame up.</summary>
    TailCalls = 1 << 2,

    /// <summary>Additions and products of 128 bits.</summary>
    WideArithmetic = 1 << 3,
}
