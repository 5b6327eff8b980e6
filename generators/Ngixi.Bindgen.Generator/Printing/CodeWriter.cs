using System.Text;

namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>Writes lines with <c>\n</c> ends and an indent that follows the braces.</summary>
internal sealed class CodeWriter(string indentUnit)
{
    private readonly StringBuilder text = new();

    public string Indent { get; private set; } = "";

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append(Indent).Append(line);
        }

        text.Append('\n');
    }

    /// <summary>Writes lines that have their own ends.</summary>
    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    public void Indented(Action body)
    {
        string outer = Indent;
        Indent += indentUnit;
        body();
        Indent = outer;
    }

    /// <summary>Writes a body in braces on lines of their own, as C# has it.</summary>
    public void Block(Action body)
    {
        Line("{");
        Indented(body);
        Line("}");
    }

    /// <summary>Writes a body in braces that open at the end of a line, as TypeScript has it.</summary>
    public void Block(string head, Action body)
    {
        Line($"{head} {{");
        int start = text.Length;
        Indented(body);
        if (text.Length > start)
        {
            Line("}");
        }
        else
        {
            text.Insert(start - 1, '}');
        }
    }

    public override string ToString() => text.ToString();
}
