using System.Text.RegularExpressions;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>
/// The page of a rule, with its examples: "Instead of" a source that marks the lines of the rule by comments, "write" another.
/// Before them may stand the contract that guests were built against, and the settings that turn the rule on.
/// </summary>
internal sealed partial record DiagnosticPage(string Id, IReadOnlyList<DiagnosticExample> Examples)
{
    public static DiagnosticPage Read(string id)
    {
        string text = File.ReadAllText(Path.Combine(TestPaths.Diagnostics, $"{id}.md"));
        string? settings = Settings().Match(text) is { Success: true } match ? match.Groups[1].Value : null;
        return new DiagnosticPage(
            id,
            [.. Pair().Matches(text).Select(pair => new DiagnosticExample(
                pair.Groups["language"].Value,
                pair.Groups["bad"].Value,
                pair.Groups["good"].Value,
                pair.Groups["recorded"] is { Success: true } recorded ? recorded.Value : null,
                settings))]);
    }

    [GeneratedRegex(
        @"(Guests were built against\n\n```csharp\n(?<recorded>[^`]*)```\n\n)?"
        + @"Instead of\n\n```(?<language>\w+)\n(?<bad>[^`]*)```\n\nwrite\n\n```\k<language>\n(?<good>[^`]*)```")]
    private static partial Regex Pair();

    [GeneratedRegex(@"```ini\n([^`]*)```")]
    private static partial Regex Settings();
}

/// <summary>A pair of examples.</summary>
internal sealed partial record DiagnosticExample(string Language, string Bad, string Good, string? Recorded, string? Settings)
{
    private const string Contract =
        """
        [WasmImport("env", Prefix = "log_")]
        public interface ILog
        {
            void Write(string line);
        }
        """;

    public SdkProject BadProject => ProjectOf(Bad);

    public SdkProject GoodProject => ProjectOf(Good);

    /// <summary>Gets the same example for an interface that guests export.</summary>
    public DiagnosticExample ForExports =>
        this with { Bad = Exported(Bad), Good = Exported(Good), Recorded = Recorded is null ? null : Exported(Recorded) };

    /// <summary>Gets the rule and the line of every mark, the lines counted from 1. A setting is marked at the interface.</summary>
    public IEnumerable<string> Marks => Language == "csharp"
        ? Bad.Split('\n').SelectMany((line, index) => Mark().Matches(line).Select(mark => $"{mark.Groups[1].Value} in line {index + 1}"))
        : [];

    /// <summary>Gets the marks of a property's example: the rule at the interface.</summary>
    public static string MarkOfProperty(string id) => $"{id} in line 2";

    private SdkProject ProjectOf(string example)
    {
        List<(string Path, string Text)> files = [("Example.cs", Language == "csharp" ? example : Contract)];
        List<string> options = [];
        bool allowUnsafe = true;
        foreach (Match property in Property().Matches(Language == "xml" ? example : ""))
        {
            string value = property.Groups["value"].Value;
            switch (property.Groups["name"].Value)
            {
                case "AllowUnsafeBlocks":
                    allowUnsafe = bool.Parse(value);
                    break;
                case "LangVersion":
                    options.Add($"-langversion:{value}");
                    break;
                case var name:
                    Assert.Fail($"The tests do not know the property {name}.");
                    break;
            }
        }

        if (Recorded is not null)
        {
            files.Add(("Demo.contract.json", ContractFiles.Record(Recorded)));
            options.Add("-additionalfile:Demo.contract.json");
        }

        if (Settings is not null)
        {
            files.Add((".globalconfig", $"is_global = true\n{Settings}"));
            options.Add("-analyzerconfig:.globalconfig");
        }

        return new SdkProject(files, allowUnsafe, [.. options]);
    }

    private static string Exported(string source) =>
        Import().Replace(
            source,
            match => match.Groups["prefix"].Success ? $"[WasmExport({match.Groups["prefix"].Value})]" : "[WasmExport]");

    [GeneratedRegex(@"// (NGX\d{4})\b")]
    private static partial Regex Mark();

    [GeneratedRegex("<(?<name>\\w+)>(?<value>[^<]*)</\\k<name>>")]
    private static partial Regex Property();

    [GeneratedRegex("""\[WasmImport\("[^"]*"(, (?<prefix>Prefix = "[^"]*"))?\)\]""")]
    private static partial Regex Import();
}
