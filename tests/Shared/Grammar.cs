using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>
/// A grammar that a page prints, in EBNF: <c>name = "text" , other | [ maybe ] , { any number } ;</c>. Words without a rule are regular
/// expressions of the test.
/// </summary>
internal sealed partial class Grammar
{
    private readonly Dictionary<string, Matcher> rules = [];
    private readonly string[] tokens;
    private int at;

    /// <param name="text">The rules.</param>
    /// <param name="words">What the words without a rule match.</param>
    public Grammar(string text, IReadOnlyDictionary<string, string> words)
    {
        foreach ((string word, string pattern) in words)
        {
            Regex regex = new($@"\G(?:{pattern})", RegexOptions.CultureInvariant);
            rules[word] = (input, start) => regex.Match(input, start) is { Success: true } match ? [start + match.Length] : [];
        }

        tokens = [.. Token().Matches(text).Select(match => match.Value)];
        while (at < tokens.Length)
        {
            string name = Next();
            Take("=");
            rules[name] = ReadChoice();
            Take(";");
        }
    }

    /// <summary>All ends of what matches, from a start.</summary>
    private delegate IEnumerable<int> Matcher(string input, int start);

    /// <summary>Says whether a rule makes the whole text.</summary>
    public bool Makes(string rule, string text) => rules[rule](text, 0).Contains(text.Length);

    private string Next() => tokens[at++];

    private void Take(string token)
    {
        string found = Next();
        if (found != token)
        {
            throw new FormatException($"'{token}' was expected before '{found}' in: {string.Join(' ', tokens.Take(at))}");
        }
    }

    private Matcher ReadChoice()
    {
        List<Matcher> choices = [ReadSequence()];
        while (tokens[at] == "|")
        {
            at++;
            choices.Add(ReadSequence());
        }

        return (input, start) => choices.SelectMany(choice => choice(input, start));
    }

    private Matcher ReadSequence()
    {
        Matcher sequence = ReadPart();
        while (tokens[at] == ",")
        {
            at++;
            Matcher first = sequence;
            Matcher second = ReadPart();
            sequence = (input, start) => first(input, start).Distinct().SelectMany(middle => second(input, middle));
        }

        return sequence;
    }

    private Matcher ReadPart()
    {
        string token = Next();
        switch (token)
        {
            case "(":
                Matcher group = ReadChoice();
                Take(")");
                return group;
            case "[":
                Matcher maybe = ReadChoice();
                Take("]");
                return (input, start) => maybe(input, start).Append(start);
            case "{":
                Matcher repeated = ReadChoice();
                Take("}");
                return (input, start) => Repeat(repeated, input, start);
            case ['"', ..]:
                string literal = token[1..^1];
                return (input, start) => input.AsSpan(start).StartsWith(literal, StringComparison.Ordinal) ? [start + literal.Length] : [];
            default:
                return (input, start) => rules[token](input, start);
        }
    }

    private static HashSet<int> Repeat(Matcher matcher, string input, int start)
    {
        HashSet<int> ends = [start];
        Queue<int> open = new(ends);
        while (open.TryDequeue(out int from))
        {
            foreach (int end in matcher(input, from).Where(ends.Add))
            {
                open.Enqueue(end);
            }
        }

        return ends;
    }

    [GeneratedRegex("""
        "[^"]*"|\w+|[^\s\w]
        """)]
    private static partial Regex Token();
}
