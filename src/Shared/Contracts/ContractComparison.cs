using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Contracts;

/// <summary>
/// Tells whether guests of one shape can be served by another, and what keeps them from it. What is only added serves them
/// still, but for members of an enum and cases of a union that they would be handed: a guest cannot know these.
/// </summary>
internal static class ContractComparison
{
    private static readonly Regex Word = new(@"[\p{L}\p{Nd}_]+", RegexOptions.CultureInvariant);

    /// <summary>What keeps guests that were built for <paramref name="before"/> from a host that has <paramref name="after"/>.</summary>
    public static IReadOnlyList<ContractChange> BreaksOf(ContractShape before, ContractShape after)
    {
        List<ContractChange> changes = [];
        HashSet<string> mentioned = new(after.Lines.Where(line => line.IsFunction).SelectMany(line => WordsOf(line.Value)), StringComparer.Ordinal);
        foreach (ContractLine line in before.Lines)
        {
            ContractLine? now = after.Find(line.Key);
            if (now is null)
            {
                // A type that is gone as a whole is gone with what mentioned it, of which each is a change.
                if (line.Type is { } type && !mentioned.Contains(type) && !after.Lines.Any(other => other.Type == type))
                {
                    continue;
                }

                changes.Add(new ContractChange(ContractChangeKind.Removed, line, null, $"`{line.Quote}` was removed"));
            }
            else if (now.Value != line.Value)
            {
                changes.Add(new ContractChange(ContractChangeKind.Changed, line, now, ContractWords.Difference(line, now)));
            }
        }

        HashSet<string> handedOut = HandedOut(before);
        foreach (ContractLine line in AdditionsOf(before, after))
        {
            if (line.Owner is { } owner && before.Find(owner) is { } type && handedOut.Contains(type.Path))
            {
                changes.Add(new ContractChange(ContractChangeKind.Added, null, line, $"`{line.Path}` was added, which the guest would be handed and does not know"));
            }
        }

        return changes;
    }

    /// <summary>What <paramref name="after"/> has and <paramref name="before"/> has not.</summary>
    public static IEnumerable<ContractLine> AdditionsOf(ContractShape before, ContractShape after) =>
        after.Lines.Where(line => before.Find(line.Key) is null);

    /// <summary>
    /// The types that a guest gets from the host: those of results, and what these are made of. An error is not one of
    /// them: a guest tells it from success without knowing it.
    /// </summary>
    private static HashSet<string> HandedOut(ContractShape shape)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        Queue<string> open = new(shape.Lines.Where(line => line.IsFunction).Select(line => ContractSignature.Parse(line.Value).Result));
        while (open.Count > 0)
        {
            foreach (string word in WordsOf(open.Dequeue()))
            {
                if (names.Add(word))
                {
                    foreach (ContractLine definition in shape.Lines.Where(line => !line.IsFunction && line.Type == word))
                    {
                        open.Enqueue(definition.Value);
                    }
                }
            }
        }

        return names;
    }

    private static IEnumerable<string> WordsOf(string text) => Word.Matches(text).Cast<Match>().Select(match => match.Value);
}
