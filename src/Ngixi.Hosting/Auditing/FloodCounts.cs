namespace Ngixi.Hosting.Auditing;

/// <summary>So many lines of each kind in an interval; the others are counted. For any number of threads.</summary>
internal sealed class FloodCounts(int most, TimeSpan interval, TimeProvider time)
{
    private readonly Lock gate = new();
    private Dictionary<FloodKind, long> counts = [];
    private DateTimeOffset began = time.GetUtcNow();

    /// <summary>Counts one.</summary>
    /// <returns>Whether it is to be written.</returns>
    public bool Take(FloodKind kind)
    {
        lock (gate)
        {
            long count = counts.GetValueOrDefault(kind) + 1;
            counts[kind] = count;
            return count <= most;
        }
    }

    /// <summary>Begins an interval, if the one before is over.</summary>
    /// <param name="isEnd">Whether it is over before its time.</param>
    /// <param name="since">When it began.</param>
    /// <returns>The kinds of which some were not written, and how many.</returns>
    public IReadOnlyList<(FloodKind Kind, long Count)> Next(bool isEnd, out DateTimeOffset since)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            since = began;
            if (!isEnd && now - began < interval)
            {
                return [];
            }

            Dictionary<FloodKind, long> over = counts;
            counts = [];
            began = now;
            return [.. over.Where(count => count.Value > most).Select(count => (count.Key, count.Value - most))];
        }
    }
}
