using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>An expression: plain text, or a call that may need several lines.</summary>
internal abstract record Expression : ILinePart
{
    /// <summary>Gets how long it is on one line.</summary>
    public abstract int Length { get; }

    /// <summary>Writes it on one line.</summary>
    public abstract void WriteTo(CodeWriter.LineParts line);

    public static implicit operator Expression(string text) => new Text(text);

    internal sealed record Text(string Value) : Expression
    {
        public override int Length => Value.Length;

        public override void WriteTo(CodeWriter.LineParts line) => line.AppendLiteral(Value);
    }

    internal sealed record Cast(string Type, Expression Value) : Expression
    {
        public override int Length => "<>".Length + Type.Length + Value.Length;

        public override void WriteTo(CodeWriter.LineParts line)
        {
            line.AppendLiteral($"<{Type}>");
            Value.WriteTo(line);
        }
    }

    /// <summary>An argument with a comment behind it, where it has a line of its own.</summary>
    internal sealed record Noted(Expression Value, string Note) : Expression
    {
        public override int Length => Value.Length;

        public override void WriteTo(CodeWriter.LineParts line) => Value.WriteTo(line);
    }

    internal sealed record Call(string Callee, IReadOnlyList<Expression> Arguments) : Expression
    {
        private const string Separator = ", ";

        public override int Length =>
            Callee.Length
            + "()".Length
            + Arguments.Sum(argument => argument.Length)
            + (Math.Max(0, Arguments.Count - 1) * Separator.Length);

        public override void WriteTo(CodeWriter.LineParts line)
        {
            line.AppendLiteral(Callee);
            line.AppendLiteral("(");
            for (int i = 0; i < Arguments.Count; i++)
            {
                line.AppendLiteral(i == 0 ? "" : Separator);
                Arguments[i].WriteTo(line);
            }

            line.AppendLiteral(")");
        }
    }
}

/// <summary>Breaks lines where Prettier does: a list stands on one line of 80 columns, or has a line for each item.</summary>
internal static class Layout
{
    public const int Width = 80;

    /// <summary>Writes <c>prefix expression suffix</c>.</summary>
    /// <param name="note">A comment, which does not count as width; or nothing.</param>
    public static void Write(CodeWriter writer, string prefix, Expression expression, string suffix, string note = "")
    {
        if (expression is Expression.Call { Arguments.Count: > 0 } call && !Fits(writer, prefix.Length + call.Length + suffix.Length))
        {
            writer.Line($"{prefix}{call.Callee}(");
            writer.Indented(() =>
            {
                foreach (Expression argument in call.Arguments)
                {
                    if (argument is Expression.Noted noted)
                    {
                        Write(writer, "", noted.Value, ",", $" // {noted.Note}");
                    }
                    else
                    {
                        Write(writer, "", argument, ",");
                    }
                }
            });
            writer.Line($"){suffix}{note}");
        }
        else
        {
            writer.Line($"{prefix}{expression}{suffix}{note}");
        }
    }

    /// <summary>Writes <c>left = right</c>, where the right side has nothing to break.</summary>
    public static void WriteAssignment(CodeWriter writer, string left, string right)
    {
        if (Fits(writer, $"{left} = {right}".Length))
        {
            writer.Line($"{left} = {right}");
        }
        else
        {
            writer.Line($"{left} =");
            writer.Indented(() => writer.Line(right));
        }
    }

    /// <summary>Writes <c>const name = call;</c>; a call without much to break stands on a line of its own.</summary>
    public static void WriteConstant(CodeWriter writer, string name, Expression.Call call)
    {
        bool isPoorlyBreakable = call.Arguments.Count == 0
            || (call.Arguments.Count == 1 && call.Arguments[0] is Expression.Text argument && IsShortName(argument.Value));
        if (isPoorlyBreakable && !Fits(writer, $"const {name} = ;".Length + call.Length))
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
        if (names.Count == 1 || Fits(writer, line.Length))
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

    private static bool IsShortName(string text) =>
        text.Length <= Width / 4 && text.All(character => char.IsLetterOrDigit(character) || character == '_');

    private static bool Fits(CodeWriter writer, int length) => writer.Indent.Length + length <= Width;
}
