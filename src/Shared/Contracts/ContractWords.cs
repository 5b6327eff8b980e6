using System.Globalization;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Says what differs between two things of a contract. All text of a guest is quoted.</summary>
internal static class ContractWords
{
    // A line is cut behind this many UTF-16 code units: more than usual signatures have.
    private const int MaxLineShown = 400;

    private const int MaxDifferences = 10;

    private static readonly HashSet<string> BuiltIn = new(
        [
            "bool", "sbyte", "byte", "short", "ushort", "char", "int", "uint", "long", "ulong", "float", "double", "string",
            "decimal", "Half", "Int128", "UInt128", "DateTimeOffset", "DateTime", "DateOnly", "TimeOnly", "TimeSpan", "Guid", "Uri",
            "Version", "Span", "IReadOnlyDictionary",
        ],
        StringComparer.Ordinal);

    /// <summary>Gets whether a contract means a type of C# or .NET by a name.</summary>
    public static bool IsBuiltIn(string name) => BuiltIn.Contains(name);

    public static string Line(ContractLine line) => Quoted.Of(line.Display, MaxLineShown);

    public static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Says what differs between two functions; empty where nothing does.</summary>
    public static string Difference(
        ContractSignature before, ContractShape shapeBefore, ContractSignature after, ContractShape shapeAfter) =>
        Join(Differences(before, shapeBefore, after, shapeAfter));

    /// <summary>Says what differs between the fields of two records or cases; empty where nothing does.</summary>
    public static string Difference(
        IReadOnlyList<ContractField> before, ContractShape shapeBefore, IReadOnlyList<ContractField> after, ContractShape shapeAfter) =>
        Join(FieldDifferences("field", before, shapeBefore, after, shapeAfter));

    private static IEnumerable<string> Differences(
        ContractSignature before, ContractShape shapeBefore, ContractSignature after, ContractShape shapeAfter)
    {
        if (before.Name != after.Name)
        {
            yield return $"{Quoted.Of(before.Name)} became {Quoted.Of(after.Name)}";
        }

        foreach (string difference in FieldDifferences("parameter", before.Parameters, shapeBefore, after.Parameters, shapeAfter))
        {
            yield return difference;
        }

        if (before.Result is null || after.Result is null)
        {
            if (before.Result != after.Result)
            {
                yield return after.Result is { } result ? $"it has a result, {Quoted.Of(result.Text)}" : "it has no result any more";
            }
        }
        else if (TypeDifference("the result", before.Result, shapeBefore, after.Result, shapeAfter) is { } difference)
        {
            yield return difference;
        }

        if (before.Errors != after.Errors)
        {
            yield return before.Errors is null ? $"errors were added, {Quoted.Of(after.Errors!)}"
                : after.Errors is null ? "the errors were removed"
                : $"the errors changed from {Quoted.Of(before.Errors)} to {Quoted.Of(after.Errors)}";
        }
    }

    private static IEnumerable<string> FieldDifferences(
        string noun,
        IReadOnlyList<ContractField> before,
        ContractShape shapeBefore,
        IReadOnlyList<ContractField> after,
        ContractShape shapeAfter)
    {
        Dictionary<string, int> known = PlacesOf(before);
        Dictionary<string, int> now = PlacesOf(after);
        HashSet<string> renamed = new(StringComparer.Ordinal);
        for (int i = 0; i < before.Count; i++)
        {
            ContractField field = before[i];
            if (now.TryGetValue(field.Name, out int place))
            {
                if (TypeDifference(
                    $"{noun} {Quoted.Of(field.Name)}",
                    field.Type,
                    shapeBefore,
                    after[place].Type,
                    shapeAfter) is { } difference)
                {
                    yield return difference;
                }
            }
            else if (i < after.Count && after[i].Type.IsWrittenAs(field.Type) && !known.ContainsKey(after[i].Name))
            {
                renamed.Add(after[i].Name);
                yield return $"{noun} {Quoted.Of(field.Name)} became {Quoted.Of(after[i].Name)}";
            }
            else
            {
                yield return $"{noun} {Quoted.Of(field.Name)} was removed";
            }
        }

        for (int i = 0; i < after.Count; i++)
        {
            if (!known.ContainsKey(after[i].Name) && !renamed.Contains(after[i].Name))
            {
                ContractField? next = after.Skip(i + 1).FirstOrDefault(field => known.ContainsKey(field.Name));
                yield return $"{noun} {Quoted.Of(after[i].Name)} was added{(next is null ? "" : $" before {Quoted.Of(next.Name)}")}";
            }
        }

        IEnumerable<string> kept = before.Select(field => field.Name).Where(now.ContainsKey);
        if (!kept.SequenceEqual(after.Select(field => field.Name).Where(known.ContainsKey)))
        {
            yield return $"the {noun}s changed places";
        }
    }

    private static Dictionary<string, int> PlacesOf(IReadOnlyList<ContractField> fields)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = fields.Count - 1; i >= 0; i--)
        {
            places[fields[i].Name] = i;
        }

        return places;
    }

    /// <summary>Says what differs between two types in one place, or returns null where both are the same.</summary>
    private static string? TypeDifference(
        string what, ContractType before, ContractShape shapeBefore, ContractType after, ContractShape shapeAfter)
    {
        if (before.IsWrittenAs(after))
        {
            ContractType.Named? other = before.Names.FirstOrDefault(name => shapeBefore.KindOf(name) != shapeAfter.KindOf(name));
            return other is null
                ? null
                : $"{Quoted.Of(other.Name)} of {what} was {Kind(shapeBefore.KindOf(other))} and is {Kind(shapeAfter.KindOf(other))}";
        }

        if (before.WithoutNull.IsWrittenAs(after.WithoutNull))
        {
            return after.WithoutNull == after ? $"{what} is not nullable any more" : $"{what} became nullable";
        }

        // An own type with the name of one of .NET differs by its @ alone.
        (ContractType.Named Before, ContractType.Named After)[] namesakes =
            [.. before.Names
                .Zip(after.Names, (one, other) => (one, other))
                .Where(pair => pair.one.Name == pair.other.Name && pair.one.IsBuiltIn != pair.other.IsBuiltIn)
                .Take(1)];
        return namesakes.Length > 0
            ? $"{Quoted.Of(namesakes[0].Before.Name)} of {what} was {Kind(shapeBefore.KindOf(namesakes[0].Before))} and is "
                + $"{Kind(shapeAfter.KindOf(namesakes[0].After))}"
            : $"{what} changed from {Quoted.Of(before.Text)} to {Quoted.Of(after.Text)}";
    }

    private static string Kind(ContractKind kind) => kind switch
    {
        ContractKind.BuiltIn => "a type of .NET",
        ContractKind.Enum => "an enum",
        ContractKind.Record => "a record",
        ContractKind.Union => "a union",
        _ => "a resource",
    };

    private static string Join(IEnumerable<string> differences)
    {
        List<string> shown = [.. differences.Take(MaxDifferences + 1)];
        return string.Join(", ", shown.Take(MaxDifferences)) + (shown.Count > MaxDifferences ? ", and more" : "");
    }
}
