namespace Ngixi.Hosting.Health;

/// <summary>A published weakness of Wasmtime.</summary>
/// <param name="Id">Its number in GitHub's database.</param>
/// <param name="FixedIn">The first version of the same line without it.</param>
/// <param name="Avoidance">Why guests of this library do not reach it; null where they may.</param>
internal sealed record Advisory(string Id, Version FixedIn, string? Avoidance)
{
    private const string OwnWasi = "guests have this library's WASI, not Wasmtime's";
    private const string NoGc = "garbage collection is off";

    /// <summary>The day of the list.</summary>
    public static readonly DateOnly ListedOn = new(2026, 11, 19);

    /// <summary>The weaknesses of the versions that this library runs with.</summary>
    public static readonly IReadOnlyList<Advisory> Known =
    [
        new("GHSA-5m8g-xhq4-4h93", new(50, 0, 2), OwnWasi),
        new("GHSA-f8mm-ggr3-89wh", new(50, 0, 2), OwnWasi),
        new("GHSA-43j2-gcp4-m22g", new(50, 0, 2), NoGc),
        new("GHSA-wvgq-g5hf-6gm6", new(50, 0, 2), NoGc),
        new("GHSA-hj27-mpw9-ff4c", new(50, 0, 2), "functions of the host are called by guests alone"),
        new("GHSA-xrvr-8678-5wp8", new(50, 0, 2), "guests are no components"),
        new("GHSA-f2pq-268w-886c", new(50, 0, 3), OwnWasi),
    ];

    /// <summary>Gets the known weaknesses of a version.</summary>
    public static IReadOnlyList<Advisory> Of(Version version) => [.. Known.Where(advisory => version < advisory.FixedIn)];
}
