using System.Text;
using System.Text.RegularExpressions;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>Prints <c>docs/types.md</c> from the table, the stubs and the imports of a real guest.</summary>
internal static partial class TypeDocumentation
{
    private const string Head =
        """
        # Types

        <!-- Printed from the conformance table by the tests: NGIXI_UPDATE_SNAPSHOTS=1 dotnet test tests/Ngixi.Bindgen.Conformance.Tests -->

        The types that cross between C# and a guest. Each row is tested with the values at its edges, from C# to AssemblyScript and
        back, bit by bit. Any other type is a compiler error that names a type to use instead.

        - **As an argument** is how the parameter `value` of that type looks in the import's signature. How results come back is in
          [abi.md](abi.md#results).
        - **In memory** is how the type is stored in a record, a list or a dictionary: its size and its alignment in bytes, then what
          stands there. A record is laid out like a C struct. Spans are parameters and results only.

        `Box` is `ngixi.Box` of the stubs. The types of the examples are [below](#the-types-of-the-examples).


        """;

    public static string Print()
    {
        StringBuilder text = new(Head.ReplaceLineEndings("\n"));
        text.Append("| C# | AssemblyScript | as an argument | in memory | notes |\n|---|---|---|---|---|\n");
        Dictionary<string, string> arguments = Arguments();
        foreach (TypeRow row in ConformanceTable.Rows)
        {
            StoredForm form = StoredForm.Of(typeof(ITake).GetMethod(row.Name)!.GetParameters()[0]);
            text.Append(
                $"| `{row.CSharp}` | {Code(row.AssemblyScript)} | `{arguments[row.Name]}` | {(form.Type.IsByRefLike ? "–" : Memory(form))} | {row.Notes} |\n");
        }

        string contracts = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("ContractsDirectory"), "Types.cs"));
        string types = contracts[contracts.IndexOf("public enum", StringComparison.Ordinal)..];
        text.Append($"\n## The types of the examples\n\n```csharp\n{types.TrimEnd()}\n```\n");
        return text.ToString();
    }

    /// <summary>The raw parameters of each row: their names from the stub, their types from the imports of the compiled guest.</summary>
    private static Dictionary<string, string> Arguments()
    {
        string stub = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.GuestDirectory, "assembly", "host", "take.ts"));
        Dictionary<string, string[]> names = Declaration().Matches(stub).ToDictionary(
            match => match.Groups[1].Value,
            match => ParameterName().Matches(match.Groups[2].Value).Select(name => name.Groups[1].Value).ToArray());
        Dictionary<string, FunctionImport> imports = RelayGuest.Imports
            .Where(import => import.ModuleName == "conformance")
            .ToDictionary(import => import.Name);
        return ConformanceTable.Rows.ToDictionary(row => row.Name, row =>
        {
            IEnumerable<string> parameters = names[row.TakeImport].Zip(
                imports[row.TakeImport].Parameters,
                (name, kind) => $"{name}: {WasmName(kind)}");
            return string.Join(", ", parameters);
        });
    }

    private static string Memory(StoredForm form)
    {
        string description = form.Kind switch
        {
            StoredKind.Optional => $": `u32` flag, the value at {Math.Max(4, form.Item.Alignment)}",
            StoredKind.Text => ": pointer, length",
            StoredKind.Numbers => ": pointer, count",
            StoredKind.List => $": pointer to a table, count; {form.Item.Size} for each item",
            StoredKind.Dictionary => $": pointer to a table, count; {form.EntrySize} for each entry, the value at 8",
            StoredKind.Record => $": {string.Join(", ", form.Fields.Select(field => $"{field.Property.Name} at {field.Offset}"))}",
            StoredKind.Union => ": case, pointer to it",
            StoredKind.Pointer => ": pointer, 0 for null",
            _ => "",
        };
        return $"{form.Size} / {form.Alignment}{description}";
    }

    private static string WasmName(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => "i32",
        ValueKind.Int64 => "i64",
        ValueKind.Float32 => "f32",
        ValueKind.Float64 => "f64",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A bar would end the cell, in code too.</summary>
    private static string Code(string type) =>
        $"`{type.Replace("ngixi.Box", "Box", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)}`";

    [GeneratedRegex(@"export declare function (\w+)\(([^)]*)\)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(\w+):")]
    private static partial Regex ParameterName();
}
