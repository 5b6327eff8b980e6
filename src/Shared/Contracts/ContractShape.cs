namespace Ngixi.Bindgen.Contracts;

/// <summary>
/// What the guests of an interface are built against, in words: a line for each function, enum and member of an enum that
/// they can see (docs/abi.md, Contract markers).
/// </summary>
/// <remarks>The generator, the build and the runtime share this code, and none of them references another.</remarks>
internal sealed class ContractShape
{
    private const string MarkerStart = "abi:1:";
    private const string LineSeparator = "; ";
    private const string Abridged = "...";

    // Engines end a name at 100,000 bytes.
    private const int MaxMarkerLength = 30_000;

    private ContractShape(string name, string hash, IReadOnlyList<ContractLine> lines, bool isAbridged)
    {
        Name = name;
        Hash = hash;
        Lines = lines;
        IsAbridged = isAbridged;
    }

    /// <summary>
    /// Gets the import module and the interface: <c>env/IKeyValue</c>. An interface that guests export has no module, and no slash.
    /// </summary>
    public string Name { get; }

    /// <summary>Gets whether the host calls what is here, and guests implement it.</summary>
    public bool IsExported => Name.IndexOf('/') < 0;

    /// <summary>Gets 16 hexadecimal digits that differ where anything of the shape does.</summary>
    public string Hash { get; }

    /// <summary>Gets the lines, each key once.</summary>
    public IReadOnlyList<ContractLine> Lines { get; }

    /// <summary>Gets whether only the hash is known: the marker of a very large interface has nothing else.</summary>
    public bool IsAbridged { get; }

    /// <summary>Gets the shape as the host's assembly carries it: name and hash, then a line for each thing.</summary>
    public string Text => string.Join("\n", new[] { $"{Name}@{Hash}" }.Concat(Lines.Select(line => line.Text)));

    /// <summary>Gets the name of the import by which a guest says that it was built for this.</summary>
    public string Marker => MarkerOf(lines => lines);

    /// <summary>Gets the name of the export by which a guest says that it implements this.</summary>
    public string ExportMarker => MarkerName.Encode(MarkerOf(MarkerName.Encode));

    public static ContractShape Of(string name, string hash, IEnumerable<string> lines) =>
        new(name, hash, [.. lines.Select(ContractLine.Parse)], isAbridged: false);

    /// <summary>Reads <see cref="Text"/>.</summary>
    public static ContractShape Parse(string text)
    {
        string[] lines = text.Split('\n');
        int at = lines[0].IndexOf('@');
        return Of(lines[0].Substring(0, at), lines[0].Substring(at + 1), lines.Skip(1));
    }

    /// <summary>Reads the name of an import of the module <c>ngixi</c>, or returns null when it is no marker.</summary>
    public static ContractShape? ParseMarker(string importName)
    {
        if (!importName.StartsWith(MarkerStart, StringComparison.Ordinal))
        {
            return null;
        }

        string rest = importName.Substring(MarkerStart.Length);
        int at = rest.IndexOf('@');
        if (at < 0)
        {
            return null;
        }

        int space = rest.IndexOf(' ', at);
        string name = rest.Substring(0, at);
        string hash = rest.Substring(at + 1, (space < 0 ? rest.Length : space) - at - 1);
        string lines = space < 0 ? "" : rest.Substring(space + 1);
        return lines == Abridged
            ? new ContractShape(name, hash, [], isAbridged: true)
            : Of(name, hash, lines.Split([LineSeparator], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Reads the name of an export, or returns null when it is no marker.</summary>
    public static ContractShape? ParseExportMarker(string exportName) => MarkerName.Decode(exportName) is { } marker ? ParseMarker(marker) : null;

    public ContractLine? Find(string key) => Lines.FirstOrDefault(line => line.Key == key);

    /// <param name="written">How the lines are written where the length of a name counts.</param>
    private string MarkerOf(Func<string, string> written)
    {
        string start = $"{MarkerStart}{Name}@{Hash}";
        string lines = string.Join(LineSeparator, Lines.Select(line => line.Text));
        return lines.Length == 0 ? start : $"{start} {(written(lines).Length > MaxMarkerLength ? Abridged : lines)}";
    }
}
