using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Measuring;

/// <summary>How much is measured.</summary>
/// <param name="IsShort">Whether this is only a try: a few rounds of a part of the sizes.</param>
/// <param name="Only">What the titles of the workloads that are measured have in them; null for all.</param>
internal sealed record Effort(bool IsShort, string? Only = null)
{
    /// <summary>Gets how often each peer runs.</summary>
    public int Rounds => IsShort ? 3 : 11;

    /// <summary>Gets how long the slowest peer may take for a round.</summary>
    public TimeSpan RoundTime => TimeSpan.FromMilliseconds(IsShort ? 10 : 50);

    /// <summary>Gets how long each peer runs at least in a round: a fast one repeats its calls.</summary>
    public TimeSpan LeastTime => TimeSpan.FromMilliseconds(IsShort ? 1 : 5);

    public TimeSpan WarmUpTime => TimeSpan.FromMilliseconds(IsShort ? 20 : 150);

    public int MostCalls => IsShort ? 20_000 : 200_000;

    public bool Includes(Workload workload) =>
        (!IsShort || workload.Size <= 256) && (Only is null || workload.Title.Contains(Only, StringComparison.Ordinal));

    /// <summary>Gets the part of a list of sizes that is measured: of a try, the smallest and one more.</summary>
    public IReadOnlyList<int> Sizes(params int[] sizes) => IsShort ? sizes[..Math.Min(2, sizes.Length)] : sizes;
}
