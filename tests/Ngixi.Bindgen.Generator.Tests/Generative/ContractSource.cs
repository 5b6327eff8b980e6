using System.Text;

namespace Ngixi.Bindgen.Generator.Tests.Generative;

/// <summary>
/// Makes a project at random whose declarations have names of <see cref="HostileWords"/>, in every position that has one.
/// </summary>
internal sealed class ContractSource
{
    private static readonly string[] Scalars =
    [
        "int", "uint", "long", "ulong", "short", "ushort", "byte", "sbyte", "bool", "char", "float", "double",
    ];

    private readonly Random random;
    private readonly StringBuilder text = new();
    private readonly List<(string Name, bool IsValue)> types = [];
    private readonly HashSet<string> typeNames = new(StringComparer.Ordinal);
    private int plain;
    private string? resource;
    private string? error;

    private ContractSource(int seed) => random = new Random(seed);

    /// <summary>One source, and that of a library which declares names beside it.</summary>
    public static (string Project, string Library) Make(int seed) => new ContractSource(seed).Make();

    private (string Project, string Library) Make()
    {
        string space = Space();
        string usings = Chance(4) ? $"global using {Word()} = global::System.Text.StringBuilder;\n" : "";
        StringBuilder library = new();
        Neighbours(library, Chance(2) ? space : Space());
        text.Append(usings);
        text.Append($"namespace {space}\n{{\n");
        for (int i = random.Next(3); i > 0; i--)
        {
            Enum();
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            Record();
        }

        for (int i = random.Next(2); i > 0; i--)
        {
            Union();
        }

        if (Chance(3))
        {
            Interface(
                $"[global::Ngixi.Bindgen.WasmResource({Literal()})]",
                resource = TypeName("I"),
                isExport: false,
                Chance(2) ? " : global::System.IDisposable" : "");
        }

        for (int i = random.Next(1, 3); i > 0; i--)
        {
            Interface(
                $"[global::Ngixi.Bindgen.WasmImport({Literal()}{(Chance(2) ? $", Prefix = \"p{i}_\"" : "")})]",
                TypeName("I"),
                isExport: false);
        }

        if (Chance(2))
        {
            string prefix = Chance(2) ? "Prefix = \"e_\", " : "";
            Interface(
                $"[global::Ngixi.Bindgen.WasmExport({prefix}Async = {(Chance(2) ? "true" : "false")})]", TypeName("I"), isExport: true);
        }

        text.Append("}\n");
        if (Chance(3))
        {
            Neighbours(text, Chance(2) ? space : Space());
        }

        return (text.ToString(), library.ToString());
    }

    /// <summary>Types that no contract uses, and that stand where generated code looks for its own.</summary>
    private void Neighbours(StringBuilder source, string space)
    {
        source.Append($"namespace {space}\n{{\n");
        for (int i = random.Next(4); i > 0; i--)
        {
            string name = TypeName("");
            source.Append(random.Next(4) switch
            {
                0 => $"    public class {name} {{ }}\n",
                1 => $"    public static class {name} {{ public static void {Member([name])}() {{ }} }}\n",
                2 => $"    public enum {name} {{ Only }}\n",
                _ => $"    namespace {name} {{ public class {Word()} {{ }} }}\n",
            });
        }

        source.Append("}\n");
    }

    private void Enum()
    {
        string name = TypeName("");
        string underlying = Pick("", "", " : byte", " : long", " : ulong", " : sbyte");
        text.Append($"    public enum {name}{underlying} {{ {string.Join(", ", Members(random.Next(1, 5), [name]))} }}\n");
        types.Add((name, true));
        error ??= underlying is "" or " : byte" ? name : null;
    }

    private void Record()
    {
        string name = TypeName("");
        bool isValue = Chance(3);
        List<string> members = Members(random.Next(4), [name]);
        int positional = random.Next(members.Count + 1);
        string parameters = string.Join(", ", members.Take(positional).Select(member => $"{Stored()} {member}"));
        string properties = string.Concat(
            members.Skip(positional).Select(member => $"public required {Stored()} {member} {{ get; init; }} "));
        string primary = isValue && positional == 0 ? "" : $"({parameters})";
        text.Append($"    public {(isValue ? "readonly record struct" : "sealed record")} {name}{primary} {{ {properties}}}\n");
        types.Add((name, isValue));
    }

    private void Union()
    {
        string name = TypeName("");
        text.Append($"    public abstract record {name}\n    {{\n");
        foreach (string item in Members(random.Next(1, 4), [name]))
        {
            string parameters = string.Join(", ", Members(random.Next(3), [name, item]).Select(member => $"{Stored()} {member}"));
            text.Append($"        public sealed record {item}({parameters}) : {name};\n");
        }

        text.Append("    }\n");
        types.Add((name, false));
    }

    private void Interface(string attribute, string name, bool isExport, string bases = "")
    {
        text.Append($"    {attribute}\n    public interface {name}{bases}\n    {{\n");
        foreach (string method in Members(random.Next(1, 6), [name]))
        {
            List<string> parameters = [.. Members(random.Next(4), []).Select(parameter => $"{Parameter(isExport)} {parameter}")];
            string result = Chance(4) ? "void"
                : Chance(5) ? Tuple()
                : !isExport && resource is not null && Chance(4) ? Nullable(resource)
                : Stored();
            string errors = !isExport && error is not null && Chance(4) ? $"[global::Ngixi.Bindgen.WasmErrors(typeof({error}))] " : "";
            string stated = Chance(6) ? $"[global::Ngixi.Bindgen.WasmName({Literal()})] " : "";
            bool isAsync = !isExport && Chance(6);
            text.Append($"        {errors}{stated}{(isAsync ? TaskOf(result) : result)} {method}({string.Join(", ", parameters)});\n");
        }

        text.Append("    }\n");
    }

    private static string TaskOf(string result) =>
        result == "void" ? "global::System.Threading.Tasks.Task" : $"global::System.Threading.Tasks.Task<{result}>";

    private string Tuple() => $"({string.Join(", ", Members(random.Next(2, 4), []).Select(member => $"{Stored()} {member}"))})";

    private string Parameter(bool isExport) => random.Next(isExport ? 4 : 7) switch
    {
        4 => "global::System.ReadOnlySpan<byte>",
        5 when resource is not null => Nullable(resource),
        6 => Pick("out ", "") + Stored(),
        _ => Stored(),
    };

    /// <summary>The type of something that is stored in memory.</summary>
    private string Stored(int depth = 0) => random.Next(depth < 2 ? 10 : 7) switch
    {
        0 or 1 => Pick(Scalars) + (Chance(6) ? "?" : ""),
        2 => Nullable("string"),
        3 =>
            Pick(
                "global::System.Guid", "global::System.DateTimeOffset", "global::System.TimeSpan", "decimal", "global::System.DateOnly",
                "global::System.Half", "global::System.Uri")
                + (Chance(6) ? "?" : ""),
        4 => Nullable("byte[]"),
        5 or 6 when types.Count > 0 => Nullable(Pick([.. types]).Name),
        7 =>
            Nullable(
                $"global::System.Collections.{Pick("Generic.IReadOnlyList", "Generic.List", "Generic.HashSet", "Immutable.ImmutableArray")}<{Stored(depth + 1)}>"),
        8 => Nullable($"global::System.Collections.Generic.{Pick("IReadOnlyDictionary", "Dictionary")}<string, {Stored(depth + 1)}>"),
        _ => Pick(Scalars),
    };

    private string Nullable(string type) => Chance(4) ? type + "?" : type;

    private string Space() => string.Join(".", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Word()));

    /// <summary>A name that no other type has, with or without the prefix of interfaces.</summary>
    private string TypeName(string prefix)
    {
        while (true)
        {
            string word = Word();
            string name = prefix.Length > 0 && !Chance(3) ? prefix + word.TrimStart('@') : word;
            if (typeNames.Add(name.TrimStart('@')))
            {
                return name;
            }
        }
    }

    private string Member(IEnumerable<string> not) => Members(1, not)[0];

    private List<string> Members(int count, IEnumerable<string> not)
    {
        HashSet<string> taken = [.. not.Select(name => name.TrimStart('@'))];
        List<string> members = [];
        while (members.Count < count)
        {
            string word = Word();
            if (taken.Add(word.TrimStart('@')))
            {
                members.Add(word);
            }
        }

        return members;
    }

    private string Literal() => $"\"{Pick(HostileWords.All).TrimStart('@')}\"";

    /// <summary>A hostile word, or one that leaves the others their effect.</summary>
    private string Word() => Chance(2) ? Pick(HostileWords.All) : $"Plain{plain++}";

    private bool Chance(int of) => random.Next(of) == 0;

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
