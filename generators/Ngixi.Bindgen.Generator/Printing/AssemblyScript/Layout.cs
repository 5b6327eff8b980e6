namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>An expression: plain text, or a call that may need several lines.</summary>
internal abstract record Expression
{
    public abstract string Flat { get; }

    public static implicit operator Expression(string text) => new Text(text);

    internal sealed record Text(string Value) : Expression
    {
        public override string Flat => Value;
    }

    internal sealed record Call(string Callee, IReadOnlyList<Expression> Arguments) : Expression
    {
        public override string Flat => $"{Callee}({string.Join(", ", Arguments.Select(argument => argument.Flat))})";
    }
}

/// <summary>Breaks lines where Prettier does: a list stands on one line of 80 columns, or has a line for each item.</summary>
internal static class Layout
{
    public const int Width = 80;

    /// <summary>Writes <c>prefix expression suffix</c>.</summary>
    public static void Write(CodeWriter writer, string prefix, Expression expression, string suffix)
    {
        string flat = $"{prefix}{expression.Flat}{suffix}";
        if (expression is Expression.Call { Arguments.Count: > 0 } call && !Fits(writer, flat))
        {
            writer.Line($"{prefix}{call.Callee}(");
            writer.Indented(() =>
            {
                foreach (Expression argument in call.Arguments)
                {
                    Write(writer, "", argument, ",");
                }
            });
            writer.Line($"){suffix}");
        }
        else
        {
            writer.Line(flat);
        }
    }

    /// <summary>Writes <c>const name = call;</c>; a call without much to break stands on a line of its own.</summary>
    public static void WriteConstant(CodeWriter writer, string name, Expression.Call call)
    {
        bool isPoorlyBreakable = call.Arguments.Count == 0 || (call.Arguments.Count == 1 && IsShortName(call.Arguments[0].Flat));
        if (isPoorlyBreakable && !Fits(writer, $"const {name} = {call.Flat};"))
        {
            writer.Line($"const {name} =");
            writer.Indented(() => Write(writer, "", call, ";"));
        }
        else
        {
            Write(writer, $"const {name} = ", call, ";");
        }
    }

    /// <summary>Writes <c>head(items)tail</c>, for a function's parameters.</summary>
    public static void WriteSignature(CodeWriter writer, string head, IReadOnlyList<string> parameters, string tail) =>
        Write(writer, "", new Expression.Call(head, [.. parameters.Select(parameter => (Expression)parameter)]), tail);

    /// <summary>Writes <c>head { names }tail</c>, for imports and exports.</summary>
    public static void WriteBraces(CodeWriter writer, string head, IReadOnlyList<string> names, string tail)
    {
        string line = $"{head} {{ {string.Join(", ", names)} }}{tail}";
        if (names.Count == 1 || Fits(writer, line))
        {
            writer.Line(line);
        }
        else
        {
            writer.Line($"{head} {{");
            writer.Indented(() => writer.Lines(names.Select(name => $"{name},")));
            writer.Line($"}}{tail}");
        }
    }

    private static bool IsShortName(string text) => text.Length <= Width / 4 && text.All(character => char.IsLetterOrDigit(character) || character == '_');

    private static bool Fits(CodeWriter writer, string line) => writer.Indent.Length + line.Length <= Width;
}
