using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>
/// Prints more parts of a capability's page that the code decides: <c>&lt;!-- imports: http, httpResponse --&gt;</c> the raw imports
/// of stubs, <c>&lt;!-- properties: HttpLimits --&gt;</c> those of a grant, <c>&lt;!-- values: HttpError --&gt;</c> those of an enum.
/// Each ends at <c>&lt;!-- end --&gt;</c>.
/// </summary>
internal static partial class PrintedBlocks
{
    private static readonly Assembly Capabilities = typeof(EgressGate).Assembly;

    private static readonly XDocument Documentation = XDocument.Load(Path.ChangeExtension(Capabilities.Location, ".xml"));

    /// <summary>Prints each block of a page anew.</summary>
    public static string Renew(string page) => Block().Replace(page, match =>
    {
        string printed = Print(match.Groups["kind"].Value, match.Groups["names"].Value.Split(", "));
        return $"{match.Groups["begin"].Value}\n{printed}<!-- end -->";
    });

    /// <summary>Counts the blocks of a page.</summary>
    public static int Count(string page) => Block().Count(page);

    private static string Print(string kind, string[] names) => kind switch
    {
        "imports" => $"```\n{string.Concat(names.SelectMany(Imports).Select(import => import + "\n"))}```\n",
        "properties" => Table("| property | default | |", names.SelectMany(name => Properties(TypeOf(name)))),
        "values" => Table("| number | name | |", names.SelectMany(name => Values(TypeOf(name)))),
        _ => throw new ArgumentException($"A block of {kind} is none.", nameof(kind)),
    };

    private static string Table(string head, IEnumerable<string> rows) =>
        $"\n{head}\n|---|---|---|\n{string.Concat(rows.Select(row => row + "\n"))}\n";

    private static IEnumerable<string> Imports(string stub)
    {
        string text = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("GuestDirectory"), "assembly", "host", stub + ".ts"));
        return Import().Matches(text).Select(match =>
        {
            string parameters = string.Join(", ", Parameter().Matches(match.Groups["parameters"].Value).Select(Raw));
            string result = Wasm(match.Groups["result"].Value);
            return $"{match.Groups["module"].Value}.{match.Groups["name"].Value}({parameters})" + (result == "void" ? "" : $" -> {result}");
        });
    }

    private static string Raw(Match parameter) => $"{parameter.Groups["name"].Value}: {Wasm(parameter.Groups["type"].Value)}";

    /// <summary>The type in WebAssembly of one of AssemblyScript.</summary>
    private static string Wasm(string type) => type switch
    {
        "void" or "f32" or "f64" => type,
        "i64" or "u64" => "i64",
        _ => "i32",
    };

    private static Type TypeOf(string name) => Capabilities.GetExportedTypes().Single(type => type.Name == name);

    private static IEnumerable<string> Properties(Type type)
    {
        // What a constructor needs has no default.
        ConstructorInfo simplest = type.GetConstructors().MinBy(constructor => constructor.GetParameters().Length)!;
        string[] needed = [.. simplest.GetParameters().Select(parameter => parameter.Name!)];
        object defaults = Activator.CreateInstance(type, [.. needed.Select(_ => "a")])!;
        return
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where !needed.Contains(property.Name)
            let summary = SummaryOf($"P:{type.FullName}.{property.Name}")
            select $"| `{property.Name}` | {Show(property.GetValue(defaults))} | {summary} |";
    }

    private static IEnumerable<string> Values(Type type) => Enum.GetValues(type).Cast<object>().Select(
        value => $"| {(int)value} | `{value}` | {SummaryOf($"F:{type.FullName}.{value}")} |");

    private static string Show(object? value) => value switch
    {
        null => "none",
        bool set => set ? "true" : "false",
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s"),
        System.Collections.ICollection { Count: 0 } => "none",
        Enum => $"`{value}`",
        TimeProvider => "the system's",
        EventGuarantees => "nothing",
        _ => "see below",
    };

    private static string SummaryOf(string member)
    {
        XElement documented = Documentation.Descendants("member").Single(found => found.Attribute("name")!.Value == member);
        IEnumerable<string> parts = documented.Element("summary")!.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.', ':')[^1]}`",
            XElement element => $"`{element.Value}`",
            _ => node.ToString(),
        });
        string text = Gap().Replace(string.Concat(parts), " ").Trim();
        return Capital(text.StartsWith("Gets ", StringComparison.Ordinal) ? text[5..] : text);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(
        @"(?<begin><!-- (?<kind>imports|properties|values): (?<names>[\w, ]+) -->)\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(
        """@external\("(?<module>\w+)", "(?<name>\w+)"\)\s+export declare function \w+\((?<parameters>[^)]*)\): (?<result>\w+);""")]
    private static partial Regex Import();

    [GeneratedRegex(@"(?<name>\w+): (?<type>\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gap();
}
