namespace Ngixi.Cli.Output;

/// <summary>What a command prints, line by line. A terminal gets colors and tables, and all else gets plain lines.</summary>
internal abstract class Page
{
    /// <summary>The width of labels.</summary>
    protected const int LabelWidth = 12;

    /// <summary>Writes a line.</summary>
    public abstract void Line(params IReadOnlyList<Words> words);

    /// <summary>Writes a line with a label.</summary>
    public abstract void Field(string label, params IReadOnlyList<Words> words);

    /// <summary>Writes a line under the one before.</summary>
    public abstract void Item(params IReadOnlyList<Words> words);

    /// <summary>Writes a table.</summary>
    /// <param name="columns">The names of the columns; all but the first are aligned to the right.</param>
    /// <param name="rows">The rows.</param>
    public abstract void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<Words>> rows);

    /// <summary>Writes text that is to be copied as it is, such as JSON.</summary>
    public abstract void Block(string text);

    /// <summary>Begins a part.</summary>
    public void Gap() => Line("");
}
