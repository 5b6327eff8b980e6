namespace Ngixi.Hosting;

/// <summary>What a module imports of a capability.</summary>
/// <param name="Name">The name of the capability in manifests.</param>
/// <param name="IsGranted">Whether the manifest grants it.</param>
/// <param name="Imports">The functions with their types, such as <c>env.kv_get (i32 i32 i32) -> i32</c>.</param>
/// <param name="Contracts">
/// What the module says that it was built for, in words: the interface, and its methods, such as <c>Get(string key) → byte[]?</c>.
/// </param>
/// <param name="Example">What to write in the manifest's grants to allow it, such as <c>"keyValue": true</c>.</param>
public sealed record CapabilityUse(
    string Name, bool IsGranted, IReadOnlyList<string> Imports, IReadOnlyList<string> Contracts, string Example)
{
    /// <summary>Gets the names of the functions, as they are.</summary>
    internal IReadOnlyList<string> ImportNames { get; init; } = [];
}
