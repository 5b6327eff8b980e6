using System.Globalization;
using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>What asc says of a place in a guest's source.</summary>
internal sealed class AscDiagnostic(AscSeverity severity, string? code, string message, string? file, int line, int column)
{
    /// <summary>The first line: <c>ERROR TS2322: Type 'i32' is not assignable to type 'bool'.</c></summary>
    private static readonly Regex Head = new(
        @"^(?<severity>ERROR|WARNING|PEDANTIC|INFO)(?: (?<code>[A-Z]+\d+))?: (?<message>.*)$",
        RegexOptions.CultureInvariant);

    /// <summary>The line under the quoted source: <c>   └─ in assembly/index.ts(3,5)</c>.</summary>
    private static readonly Regex Place = new(
        @"^\s*(?:[└├]─ )?in (?<file>.+)\((?<line>\d+),(?<column>\d+)\)$",
        RegexOptions.CultureInvariant);

    public AscSeverity Severity { get; } = severity;

    public string? Code { get; } = code;

    public string Message { get; } = message;

    /// <summary>Gets the file, relative to the guest's folder; null if it says none.</summary>
    public string? File { get; } = file;

    /// <summary>Gets the line, from 1; 0 for none.</summary>
    public int Line { get; } = line;

    /// <summary>Gets the column, from 1; 0 for none.</summary>
    public int Column { get; } = column;

    /// <summary>Reads what asc prints. Of several places of one diagnostic, the first counts.</summary>
    public static IReadOnlyList<AscDiagnostic> Parse(string output)
    {
        List<AscDiagnostic> diagnostics = [];
        Match? head = null;
        foreach (string text in output.Split('\n'))
        {
            if (Head.Match(text) is { Success: true } next)
            {
                Add(head, Match.Empty);
                head = next;
            }
            else if (head is not null && Place.Match(text) is { Success: true } place)
            {
                Add(head, place);
                head = null;
            }
        }

        Add(head, Match.Empty);
        return diagnostics;

        void Add(Match? first, Match place)
        {
            if (first is not null)
            {
                diagnostics.Add(Read(first, place));
            }
        }
    }

    private static AscDiagnostic Read(Match head, Match place) => new(
        head.Groups["severity"].Value switch
        {
            "ERROR" => AscSeverity.Error,
            "WARNING" => AscSeverity.Warning,
            _ => AscSeverity.Message,
        },
        head.Groups["code"].Success ? head.Groups["code"].Value : null,
        head.Groups["message"].Value,
        place.Success ? place.Groups["file"].Value : null,
        place.Success ? Number(place.Groups["line"]) : 0,
        place.Success ? Number(place.Groups["column"]) : 0);

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);
}
