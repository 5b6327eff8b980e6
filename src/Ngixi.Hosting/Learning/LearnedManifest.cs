namespace Ngixi.Hosting;

/// <summary>A manifest that was learned from a run.</summary>
/// <param name="Json">The manifest.</param>
/// <param name="Unused">
/// The capabilities that the module imports and did not use, which the manifest does not grant. The module is refused until somebody
/// decides: grant them, or build the module without.
/// </param>
public sealed record LearnedManifest(string Json, IReadOnlyList<string> Unused);
