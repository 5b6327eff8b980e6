namespace Ngixi.Benchmarks.Measuring;

/// <summary>What the rounds of one peer came to, for one call.</summary>
/// <param name="Value">The median.</param>
/// <param name="Spread">Half of the range of the middle half of the rounds, as a part of the median.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap; null where nobody counts.</param>
/// <param name="Rounds">What each round came to.</param>
internal sealed record Figure(double Value, double Spread, double? AllocatedBytes, IReadOnlyList<double> Rounds)
{
    public static Figure Of(IEnumerable<double> rounds, double? allocatedBytes = null)
    {
        double[] all = [.. rounds];
        double[] sorted = [.. all.Order()];
        double median = Quantile(sorted, 0.5);
        return new Figure(median, (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / 2 / median, allocatedBytes, all);
    }

    /// <summary>Gets how many times as long this takes as another, round by round: what slows a round down slows both down.</summary>
    public Figure RatioTo(Figure other) => Of(Rounds.Zip(other.Rounds, static (one, another) => one / another));

    /// <summary>Gets the figure as it would be with all rounds that much longer.</summary>
    public Figure Times(double factor) => this with { Value = Value * factor };

    private static double Quantile(double[] sorted, double part)
    {
        double position = part * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }
}
