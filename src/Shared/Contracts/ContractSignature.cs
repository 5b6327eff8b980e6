namespace Ngixi.Bindgen.Contracts;

/// <summary>The parts of a function's line: <c>Get(string key, int flags) -&gt; byte[]? throws KvError</c>.</summary>
internal sealed class ContractSignature
{
    private const string ResultStart = " -> ";
    private const string ErrorsStart = " throws ";

    private ContractSignature(string name, IReadOnlyList<(string Type, string Name)> parameters, string result, string errors)
    {
        Name = name;
        Parameters = parameters;
        Result = result;
        Errors = errors;
    }

    /// <summary>Gets the method, with the resource that it is of.</summary>
    public string Name { get; }

    public IReadOnlyList<(string Type, string Name)> Parameters { get; }

    /// <summary>Gets the type of the result; empty for none.</summary>
    public string Result { get; }

    /// <summary>Gets the enum of the errors; empty for none.</summary>
    public string Errors { get; }

    public static string Print(string name, IEnumerable<(string Type, string Name)> parameters, string result, string errors) =>
        $"{name}({string.Join(", ", parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"))})"
        + (result.Length == 0 ? "" : ResultStart + result)
        + (errors.Length == 0 ? "" : ErrorsStart + errors);

    public static ContractSignature Parse(string text)
    {
        int open = text.IndexOf('(');
        int close = open < 0 ? -1 : EndOf(text, open);
        if (close < 0)
        {
            return new ContractSignature(text, [], "", "");
        }

        string end = text.Substring(close + 1);
        int errors = end.LastIndexOf(ErrorsStart, StringComparison.Ordinal);
        string result = errors < 0 ? end : end.Substring(0, errors);
        return new ContractSignature(
            text.Substring(0, open),
            [.. Split(text.Substring(open + 1, close - open - 1)).Select(Parameter)],
            result.StartsWith(ResultStart, StringComparison.Ordinal) ? result.Substring(ResultStart.Length) : "",
            errors < 0 ? "" : end.Substring(errors + ErrorsStart.Length));
    }

    private static (string Type, string Name) Parameter(string text)
    {
        int space = text.LastIndexOf(' ');
        return (space < 0 ? "" : text.Substring(0, space), text.Substring(space + 1));
    }

    /// <summary>The bracket that closes the one at <paramref name="open"/>, or -1.</summary>
    private static int EndOf(string text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            depth += Nesting(text, i);
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Splits at the commas that stand in no brackets.</summary>
    private static IEnumerable<string> Split(string parameters)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            depth += Nesting(parameters, i);
            if (depth == 0 && parameters[i] == ',')
            {
                yield return parameters.Substring(start, i - start).Trim();
                start = i + 1;
            }
        }

        if (start < parameters.Length)
        {
            yield return parameters.Substring(start).Trim();
        }
    }

    private static int Nesting(string text, int index) => text[index] switch
    {
        '(' or '<' or '[' => 1,
        ')' or ']' => -1,
        '>' when index == 0 || text[index - 1] != '-' => -1,
        _ => 0,
    };
}
