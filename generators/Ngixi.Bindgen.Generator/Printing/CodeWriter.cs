using System.Buffers;
using System.Runtime.CompilerServices;

namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>
/// Writes lines with <c>\n</c> ends and an indent that follows the braces. What a line is put together from goes to the text
/// at once: most of what a generator allocates would be strings of single lines.
/// </summary>
internal sealed class CodeWriter(string indentUnit)
{
    private char[] text = ArrayPool<char>.Shared.Rent(4096);
    private int length;
    private int lineStart = -1;

    public string Indent { get; private set; } = "";

    public void Line(string line = "")
    {
        BeginLine();
        Append(line);
        EndLine();
    }

    /// <summary>Writes a line of several parts.</summary>
    /// <param name="line">The parts: the compiler writes them before this is called, so that none of them may write here itself.</param>
    public void Line([InterpolatedStringHandlerArgument("")] ref LineParts line)
    {
        _ = line;
        EndLine();
    }

    /// <summary>Writes lines that have their own ends.</summary>
    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Writes a text of several lines; the last has no end.</summary>
    public void Lines(string lines)
    {
        int start = 0;
        while (start <= lines.Length)
        {
            int end = lines.IndexOf('\n', start);
            end = end < 0 ? lines.Length : end;
            BeginLine();
            Append(lines, start, end - start);
            EndLine();
            start = end + 1;
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
        int start = length;
        Indented(body);
        if (length > start)
        {
            Line("}");
        }
        else
        {
            length--;
            Append("}\n");
        }
    }

    /// <summary>Writes what another writer wrote, and ends that one.</summary>
    public void Append(CodeWriter other)
    {
        Reserve(other.length);
        Array.Copy(other.text, 0, text, length, other.length);
        length += other.length;
        other.Free();
    }

    /// <summary>Gets the text. The writer has none after that: its memory is for the next one.</summary>
    public string Finish()
    {
        string result = new(text, 0, length);
        Free();
        return result;
    }

    private void BeginLine()
    {
        if (lineStart >= 0)
        {
            throw new InvalidOperationException("A line is being written.");
        }

        lineStart = length;
        Append(Indent);
    }

    private void EndLine()
    {
        if (length == lineStart + Indent.Length)
        {
            length = lineStart;
        }

        lineStart = -1;
        Append("\n");
    }

    private void Append(string value) => Append(value, 0, value.Length);

    private void Append(string value, int start, int count)
    {
        Reserve(count);
        value.CopyTo(start, text, length, count);
        length += count;
    }

    private void Reserve(int count)
    {
        if (text.Length - length < count)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(length + count, text.Length * 2));
            Array.Copy(text, larger, length);
            ArrayPool<char>.Shared.Return(text);
            text = larger;
        }
    }

    private void Free()
    {
        ArrayPool<char>.Shared.Return(text);
        text = [];
        length = 0;
    }

    /// <summary>The parts of an interpolated string, which go to the writer.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct LineParts
    {
        private readonly CodeWriter writer;

        public LineParts(int literalLength, int formattedCount, CodeWriter writer)
        {
            _ = literalLength + formattedCount;
            this.writer = writer;
            writer.BeginLine();
        }

        public void AppendLiteral(string value) => writer.Append(value);

        public void AppendFormatted(string value) => writer.Append(value);

        public void AppendFormatted(ILinePart value) => value.WriteTo(this);
    }
}

/// <summary>What writes itself as a part of a line.</summary>
internal interface ILinePart
{
    void WriteTo(CodeWriter.LineParts line);
}
