using System.Text;

namespace Ngixi.Bindgen.Contracts;

/// <summary>What one contract was when it was recorded, and the earlier shapes that its guests may still have.</summary>
internal sealed class RecordedShapes(ContractShape current, IEnumerable<ContractLimit>? limits, IReadOnlyList<ContractShape> earlier)
{
    public ContractShape Current { get; } = current;

    /// <summary>Gets the limits of what guests of all these shapes pass; null where a version without them recorded the contract.</summary>
    public IReadOnlyList<ContractLimit>? Limits { get; } = limits is null ? null : ContractLimit.InOrder(limits);

    /// <summary>Gets the earlier shapes, the latest first.</summary>
    public IReadOnlyList<ContractShape> Earlier { get; } = earlier;
}

/// <summary>
/// The contracts of a host that guests were built for: a text file under version control, beside the project, with a line
/// for each thing so that its changes read well.
/// </summary>
internal sealed class ContractFile
{
    public const string Extension = ".contract.json";

    public static readonly ContractFile Empty = new([]);

    private const string Format = "1";

    private readonly Dictionary<string, RecordedShapes> byName;

    private ContractFile(IEnumerable<RecordedShapes> contracts)
    {
        Contracts = [.. contracts.OrderBy(contract => contract.Current.Name, StringComparer.Ordinal)];
        byName = Contracts.ToDictionary(contract => contract.Current.Name, StringComparer.Ordinal);
    }

    /// <summary>Gets the contracts, in the order of their names.</summary>
    public IReadOnlyList<RecordedShapes> Contracts { get; }

    /// <exception cref="ContractFileException">The text is no contract file.</exception>
    public static ContractFile Parse(string text)
    {
        JsonValue root = JsonReader.Read(text);
        if (root["format"].Text != Format)
        {
            throw new ContractFileException(
                root["format"].Line,
                $"the format is {root["format"].Text}, and this version of Ngixi.Bindgen knows {Format}");
        }

        List<RecordedShapes> contracts = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonValue item in root["contracts"].Items)
        {
            string name = item["name"].Text;
            if (!names.Add(name))
            {
                throw new ContractFileException(item["name"].Line, $"{name} is recorded twice");
            }

            contracts.Add(new RecordedShapes(
                Shape(name, item),
                item.Find("limits")?.Items.Select(Limit),
                [.. item["earlier"].Items.Select(earlier => Shape(name, earlier))]));
        }

        return new ContractFile(contracts);
    }

    public RecordedShapes? Find(string name) => byName.TryGetValue(name, out RecordedShapes? contract) ? contract : null;

    /// <summary>
    /// Creates the file that records <paramref name="contracts"/>. A recorded shape becomes an earlier one if its guests can still
    /// be served, and is dropped otherwise.
    /// </summary>
    public ContractFile Record(IEnumerable<HostContract> contracts) => new(contracts.Select(ShapesWith));

    /// <summary>Makes the file that records <paramref name="contract"/>, and of other contracts what it did.</summary>
    public ContractFile Record(HostContract contract) => new(OthersThan(contract.Shape.Name).Concat([ShapesWith(contract)]));

    /// <summary>Makes the file that records <paramref name="contract"/>, whose functions another contract has no more.</summary>
    public ContractFile RecordMoved(HostContract contract, string from)
    {
        if (Find(from) is not { } other)
        {
            return Record(contract);
        }

        string[] lines = [.. other.Current.Lines
            .Where(line => line is not ContractFunction || contract.Shape.FindFunction(line.Key) is null)
            .Select(line => line.Text)];
        RecordedShapes rest = new(ContractHash.Shape(from, lines), other.Limits, other.Earlier);
        return new ContractFile(OthersThan(from).Concat([rest])).Record(contract);
    }

    /// <summary>Makes the file that records a limit of a contract, and else what it did.</summary>
    public ContractFile RecordLimit(string contract, ContractLimit limit)
    {
        if (Find(contract) is not { Limits: { } limits } known)
        {
            return this;
        }

        RecordedShapes limited = new(known.Current, limits.Where(other => !other.IsOfSame(limit)).Concat([limit]), known.Earlier);
        return new ContractFile(OthersThan(contract).Concat([limited]));
    }

    /// <summary>Makes the file without a contract that is gone.</summary>
    public ContractFile Forget(string name) => new(OthersThan(name));

    /// <summary>The file's text, with <c>\n</c> line ends.</summary>
    public string Print()
    {
        StringBuilder text = new();
        text.Append($"{{\n  \"format\": {Format},\n  \"contracts\": [\n");
        AppendAll(text, Contracts, contract =>
        {
            text.Append("    {\n      \"name\": ").Append(Literal(contract.Current.Name)).Append(",\n");
            AppendShape(text, contract.Current, "      ");
            if (contract.Limits is { } limits)
            {
                AppendTexts(text.Append(",\n"), "limits", limits.Select(limit => limit.Text), "      ");
            }

            text.Append(",\n      \"earlier\": [");
            if (contract.Earlier.Count > 0)
            {
                text.Append('\n');
                AppendAll(text, contract.Earlier, earlier =>
                {
                    text.Append("        {\n");
                    AppendShape(text, earlier, "          ");
                    text.Append("\n        }");
                });
                text.Append("      ");
            }

            text.Append("]\n    }");
        });
        return text.Append("  ]\n}\n").ToString();
    }

    private IEnumerable<RecordedShapes> OthersThan(string name) => Contracts.Where(contract => contract.Current.Name != name);

    private RecordedShapes ShapesWith(HostContract contract)
    {
        ContractShape shape = contract.Shape;
        IEnumerable<ContractShape> known = Find(shape.Name) is { } recorded ? new[] { recorded.Current }.Concat(recorded.Earlier) : [];
        return new RecordedShapes(
            shape,
            contract.Limits,
            [.. known.Where(earlier => earlier.Hash != shape.Hash && ContractComparison.BreaksOf(earlier, shape).Count == 0)]);
    }

    private static ContractLimit Limit(JsonValue item) =>
        ContractLimit.Parse(item.Text) ?? throw new ContractFileException(item.Line, $"\"{item.Text}\" is not a limit");

    private static ContractShape Shape(string name, JsonValue item)
    {
        ContractShape shape = ContractHash.Shape(name, [.. item["shape"].Items.Select(line => line.Text)]);
        return shape.Hash == item["hash"].Text
            ? shape
            : throw new ContractFileException(
                item["hash"].Line,
                $"the shape of {name} has the hash {shape.Hash}, not {item["hash"].Text}: it was changed by hand");
    }

    private static void AppendShape(StringBuilder text, ContractShape shape, string indent)
    {
        text.Append(indent).Append("\"hash\": ").Append(Literal(shape.Hash)).Append(",\n");
        AppendTexts(text, "shape", shape.Lines.Select(line => line.Text), indent);
    }

    private static void AppendTexts(StringBuilder text, string name, IEnumerable<string> items, string indent)
    {
        string[] all = [.. items];
        text.Append(indent).Append(Literal(name)).Append(": [");
        if (all.Length > 0)
        {
            text.Append('\n');
            AppendAll(text, all, item => text.Append(indent).Append("  ").Append(Literal(item)));
            text.Append(indent);
        }

        text.Append(']');
    }

    /// <summary>Appends items with a comma and a line end after each, the last without the comma.</summary>
    private static void AppendAll<T>(StringBuilder text, IReadOnlyList<T> items, Action<T> append)
    {
        for (int i = 0; i < items.Count; i++)
        {
            append(items[i]);
            text.Append(i < items.Count - 1 ? ",\n" : "\n");
        }
    }

    private static string Literal(string value) => $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
