namespace Ngixi.Wasi.Suite;

/// <summary>What came of a test.</summary>
/// <param name="Test">The test.</param>
/// <param name="OverDirectory">Why it fails over a directory of the host; null when it passes.</param>
/// <param name="OverMemory">Why it fails over memory; null when it passes.</param>
internal sealed record SuiteResult(SuiteTest Test, string? OverDirectory, string? OverMemory)
{
    public bool Passes => OverDirectory is null && OverMemory is null;
}
