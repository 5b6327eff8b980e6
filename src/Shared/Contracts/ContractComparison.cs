using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Tells whether guests of one shape fit a host of another, and what keeps them from it.</summary>
internal static class ContractComparison
{
    private static readonly Regex Word = new(@"[\p{L}\p{Nd}_]+", RegexOptions.CultureInvariant);

    /// <summary>What keeps guests that were built for <paramref name="before"/> from a host that has <paramref name="after"/>.</summary>
    public static IReadOnlyList<ContractChange> BreaksOf(ContractShape before, ContractShape after) =>
        after.IsExported ? BreaksOfExports(before, after) : BreaksOfImports(before, after);

    /// <summary>What <paramref name="after"/> has and <paramref name="before"/> has not.</summary>
    public static IEnumerable<ContractLine> AdditionsOf(ContractShape before, ContractShape after) =>
        after.Lines.Where(line => before.Find(line.Key) is null);

    // What is only added serves guests still, but for members of an enum and cases of a union that they would be handed.
    private static List<ContractChange> BreaksOfImports(ContractShape before, ContractShape after)
    {
        HashSet<string> handedOut = TypesOf(before, signature => [signature.Result]);
        return Compare(before, after, isMissed: _ => true, isUnknown: line => IsPartOf(line, before, handedOut));
    }

    // Here the host calls: guests must have all of its methods and may have more, they get what it passes, and it gets what
    // they return.
    private static List<ContractChange> BreaksOfExports(ContractShape before, ContractShape after)
    {
        HashSet<string> passed = TypesOf(after, signature => signature.Parameters.Select(parameter => parameter.Type));
        HashSet<string> returned = TypesOf(after, signature => [signature.Result]);
        return Compare(
            before,
            after,
            isMissed: line => !line.IsFunction && (line.Owner is null || IsPartOf(line, after, returned)),
            isUnknown: line => line.IsFunction || IsPartOf(line, before, passed));
    }

    // Lines of before that are gone break guests where they are missed; lines that after adds, where they are unknown to guests.
    private static List<ContractChange> Compare(
        ContractShape before, ContractShape after, Func<ContractLine, bool> isMissed, Func<ContractLine, bool> isUnknown)
    {
        List<ContractChange> changes = [];
        HashSet<string> mentioned = new(after.Lines.Where(line => line.IsFunction).SelectMany(line => WordsOf(line.Value)), StringComparer.Ordinal);
        foreach (ContractLine line in before.Lines)
        {
            ContractLine? now = after.Find(line.Key);
            if (now is null)
            {
                // A type that is gone as a whole is gone with what mentioned it, of which each is a change.
                bool isGoneAsWhole = line.Type is { } type && !mentioned.Contains(type) && !after.Lines.Any(other => other.Type == type);
                if (!isGoneAsWhole && isMissed(line))
                {
                    changes.Add(new ContractChange(ContractChangeKind.Removed, line, null, $"`{line.Quote}` was removed"));
                }
            }
            else if (now.Value != line.Value)
            {
                changes.Add(new ContractChange(ContractChangeKind.Changed, line, now, ContractWords.Difference(line, now)));
            }
        }

        foreach (ContractLine line in AdditionsOf(before, after).Where(isUnknown))
        {
            string words = line.IsFunction ? $"`{line.Quote}` was added" : $"`{line.Path}` was added, which the guest would be handed and does not know";
            changes.Add(new ContractChange(ContractChangeKind.Added, null, line, words));
        }

        return changes;
    }

    /// <summary>Gets whether a line is a part of one of <paramref name="types"/> that a shape has too.</summary>
    private static bool IsPartOf(ContractLine line, ContractShape shape, HashSet<string> types) =>
        line.Owner is { } owner && shape.Find(owner) is { } type && types.Contains(type.Path);

    /// <summary>
    /// The types in some places of a shape's functions, and what these are made of. Errors are in none: a guest tells one
    /// from success without knowing it.
    /// </summary>
    private static HashSet<string> TypesOf(ContractShape shape, Func<ContractSignature, IEnumerable<string>> places)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        Queue<string> open = new(shape.Lines.Where(line => line.IsFunction).SelectMany(line => places(ContractSignature.Parse(line.Value))));
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
