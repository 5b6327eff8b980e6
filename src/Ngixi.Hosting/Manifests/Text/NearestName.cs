namespace Ngixi.Hosting.Manifests.Text;

/// <summary>Finds the name that somebody may have meant.</summary>
internal static class NearestName
{
    /// <summary>Finds the name that a text is a slip of.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The names that there are.</param>
    /// <returns>The name; null where none is near.</returns>
    public static string? Of(string text, IEnumerable<string> names)
    {
        const int MaxLength = 64;
        return text.Length > MaxLength
            ? null
            : names.Where(name => name.Length <= MaxLength)
                .Select(name => (Name: name, Distance: Distance(text.ToUpperInvariant(), name.ToUpperInvariant())))
                .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Name.Length / 3))
                .OrderBy(candidate => candidate.Distance)
                .Select(candidate => candidate.Name)
                .FirstOrDefault();
    }

    /// <summary>Says what to write in place of an unknown name.</summary>
    public static string Advice(string text, IReadOnlyCollection<string> names) =>
        Of(text, names) is { } nearest ? $"did you mean \"{nearest}\"?"
        : names.Count == 0 ? "leave it out."
        : $"there are {string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"\"{name}\""))}.";

    // The insertions, deletions, replacements and swaps of neighbours that make one text of the other.
    private static int Distance(string from, string to)
    {
        int[,] distance = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    distance[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1),
                    Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[from.Length, to.Length];
    }
}
