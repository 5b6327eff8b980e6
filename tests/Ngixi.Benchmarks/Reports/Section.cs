using System.Text;

namespace Ngixi.Benchmarks.Reports;

/// <summary>A part of the page.</summary>
internal sealed record Section(string Title, string Introduction, Table Table, Footnotes Footnotes, IReadOnlyList<Chart> Charts)
{
    public string ToMarkdown()
    {
        StringBuilder text = new();
        text.Append($"## {Title}\n\n{Introduction}\n\n{Table.ToMarkdown()}");
        text.Append(Footnotes.ToMarkdown());
        foreach (Chart chart in Charts)
        {
            text.Append($"\n![{chart.Title}](benchmarks/{chart.FileName})\n");
        }

        return text.ToString();
    }
}

/// <summary>A table in Markdown; all columns but the first are figures.</summary>
internal sealed class Table(IReadOnlyList<string> columns)
{
    private readonly List<IReadOnlyList<string>> rows = [];

    public void Add(IReadOnlyList<string> row) => rows.Add(row);

    public string ToMarkdown()
    {
        StringBuilder text = new();
        Append(text, columns);
        Append(text, ["---", .. columns.Skip(1).Select(_ => "---:")]);
        rows.ForEach(row => Append(text, row));
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> cells) => text.Append($"| {string.Join(" | ", cells)} |\n");
}

/// <summary>Why cells of a table are empty: each reason once.</summary>
internal sealed class Footnotes
{
    private readonly List<string> reasons = [];

    /// <summary>Gets the mark of a reason.</summary>
    public string Mark(string reason)
    {
        if (!reasons.Contains(reason))
        {
            reasons.Add(reason);
        }

        return $" <sup>{(char)('a' + reasons.IndexOf(reason))}</sup>";
    }

    public string ToMarkdown() => reasons.Count == 0
        ? ""
        : "\n" + string.Join("\n", reasons.Select((reason, index) => $"<sup>{(char)('a' + index)}</sup> {reason}.  ")) + "\n";
}
