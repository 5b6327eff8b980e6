using Spectre.Console;

namespace Ngixi.Cli.Output;

/// <summary>Lines with colors, and tables that fit the terminal. Texts are never taken for Spectre's markup.</summary>
/// <param name="console">The terminal.</param>
internal sealed class TerminalPage(IAnsiConsole console) : Page
{
    public override void Line(params IReadOnlyList<Words> words)
    {
        console.Write(Paragraph(words));
        console.WriteLine();
    }

    public override void Field(string label, params IReadOnlyList<Words> words) =>
        Row(LabelWidth, [new Words(label, Tone.Strong)], words);

    public override void Item(params IReadOnlyList<Words> words) => Row(2, [], words);

    public override void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<Words>> rows)
    {
        Table table = new() { Border = TableBorder.Simple, ShowHeaders = true, UseSafeBorder = true };
        for (int column = 0; column < columns.Count; column++)
        {
            table.AddColumn(new TableColumn(Paragraph([new Words(columns[column], Tone.Dim)]))
            {
                Alignment = column == 0 ? Justify.Left : Justify.Right,
                NoWrap = column > 0,
            });
        }

        foreach (IReadOnlyList<Words> row in rows)
        {
            table.AddRow(row.Select(cell => Paragraph([cell])));
        }

        console.Write(table);
    }

    public override void Block(string text) => Line(new Words(text, Tone.Dim));

    internal Paragraph Paragraph(IReadOnlyList<Words> words)
    {
        Paragraph paragraph = new();
        foreach (Words word in words)
        {
            paragraph.Append(Printed.In(console.Profile.Encoding, Printed.Text(word.Text)), StyleOf(word.Tone));
        }

        return paragraph;
    }

    // The text wraps under itself, and not under the label.
    private void Row(int indent, IReadOnlyList<Words> label, IReadOnlyList<Words> words)
    {
        Grid grid = new();
        grid.AddColumn(new GridColumn { Width = indent, Padding = new Padding(0, 0), NoWrap = true });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0) });
        grid.AddRow(Paragraph(label), Paragraph(words));
        console.Write(grid);
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Dim => new Style(Color.Grey),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => Style.Plain,
    };
}
