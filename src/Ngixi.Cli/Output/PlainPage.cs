namespace Ngixi.Cli.Output;

/// <summary>Plain lines, for pipes, files and terminals without abilities.</summary>
/// <param name="writer">Where to.</param>
internal sealed class PlainPage(TextWriter writer) : Page
{
    public override void Line(params IReadOnlyList<Words> words) => Write(string.Concat(words.Select(word => Printed.Text(word.Text))));

    public override void Field(string label, params IReadOnlyList<Words> words) =>
        Line([Printed.Name(label).PadRight(LabelWidth - 1) + " ", .. words]);

    public override void Item(params IReadOnlyList<Words> words) => Line(["  ", .. words]);

    public override void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<Words>> rows)
    {
        string[][] cells =
        [
            [.. columns],
            .. rows.Select(row => row.Select(cell => Printed.Name(cell.Text)).ToArray()),
        ];
        int[] widths = [.. columns.Select((_, column) => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells)
        {
            Write(string.Join("  ", row.Select((cell, at) => at == 0 ? cell.PadRight(widths[at]) : cell.PadLeft(widths[at]))));
        }
    }

    public override void Block(string text) => Write(Printed.Text(text));

    private void Write(string text) => writer.Write(Printed.In(writer.Encoding, text).TrimEnd() + "\n");
}
