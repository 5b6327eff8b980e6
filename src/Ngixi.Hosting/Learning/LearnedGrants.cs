using System.Text.RegularExpressions;
using Ngixi.Capabilities;

namespace Ngixi.Hosting.Learning;

/// <summary>What a module was denied so far, and is granted from then on.</summary>
internal sealed partial class LearnedGrants
{
    public SortedSet<string> Allow { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> AllowPrivate { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> AllowHeaders { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Publish { get; } = new(StringComparer.Ordinal);

    public bool WritesKeys { get; private set; }

    public bool WritesFiles { get; private set; }

    /// <summary>Adds what a denial asks for.</summary>
    /// <returns>Whether it is granted from now on, and was not before.</returns>
    public bool Add(Denial denial)
    {
        bool isNew = false;
        foreach (Match match in Entry().Matches(denial.Grant ?? ""))
        {
            SortedSet<string>? entries = match.Groups["name"].Value switch
            {
                nameof(HttpGrant.Allow) => Allow,
                nameof(HttpGrant.AllowPrivate) => AllowPrivate,
                nameof(HttpGrant.AllowHeaders) => AllowHeaders,
                nameof(EventGrant.PublishTo) => Publish,
                _ => null,
            };
            isNew |= entries?.Add(match.Groups["value"].Value) ?? false;
        }

        if (!WritesKeys && denial.Grant == $"{nameof(KeyValueGrant.AllowWrites)} = true")
        {
            isNew = WritesKeys = true;
        }

        if (!WritesFiles && denial.Capability == "files" && denial.Grant?.EndsWith("isWritable: true)", StringComparison.Ordinal) == true)
        {
            isNew = WritesFiles = true;
        }

        return isNew;
    }

    [GeneratedRegex("(?<name>\\w+) = \\[\"(?<value>[^\"]+)\"\\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
