using System.Globalization;

namespace Ngixi.Bindgen.Contracts;

/// <summary>
/// The name of an import or export by which a guest says what it was built for, or a part of that: engines end a name at
/// 100,000 bytes (docs/abi.md, Contract markers).
/// </summary>
internal sealed class ContractMarker
{
    /// <summary>The longest piece of a contract's lines in one name, in UTF-16 code units of the name.</summary>
    public const int MaxLength = 30_000;

    private const string Start = "abi:1:";
    private const string LineSeparator = "; ";

    private ContractMarker(string contract, string hash, int part, int parts, string text)
    {
        Contract = contract;
        Hash = hash;
        Part = part;
        Parts = parts;
        Text = text;
    }

    public string Contract { get; }

    public string Hash { get; }

    /// <summary>Gets the number of the part, from 1.</summary>
    public int Part { get; }

    public int Parts { get; }

    /// <summary>Gets this part of the lines.</summary>
    public string Text { get; }

    /// <summary>The names of the imports by which a guest says that it was built for a shape.</summary>
    public static IReadOnlyList<string> ImportsOf(ContractShape shape) => NamesOf(shape, name => name);

    /// <summary>The names of the exports by which a guest says that it implements a shape.</summary>
    public static IReadOnlyList<string> ExportsOf(ContractShape shape) => NamesOf(shape, MarkerName.Encode);

    /// <summary>Reads the name of an import of the module <c>ngixi</c>, or returns null when it is no marker.</summary>
    public static ContractMarker? ParseImport(string name)
    {
        if (!name.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        int space = name.IndexOf(' ');
        int end = space < 0 ? name.Length : space;
        int at = name.IndexOf('@', 0, end);
        if (at < 0)
        {
            return null;
        }

        int part = 1;
        int parts = 1;
        int hashEnd = name.IndexOf('#', at, end - at);
        if (hashEnd >= 0 && !TryReadPart(name.Substring(hashEnd + 1, end - hashEnd - 1), out part, out parts))
        {
            return null;
        }

        string hash = name.Substring(at + 1, (hashEnd < 0 ? end : hashEnd) - at - 1);
        return new ContractMarker(
            name.Substring(Start.Length, at - Start.Length),
            hash,
            part,
            parts,
            space < 0 ? "" : name.Substring(space + 1));
    }

    /// <summary>Reads the name of an export, or returns null when it is no marker.</summary>
    public static ContractMarker? ParseExport(string name) => MarkerName.Decode(name) is { } marker ? ParseImport(marker) : null;

    /// <summary>Reads the shape of a name and a hash from all of its parts, or returns null where one is missing.</summary>
    public static ContractShape? Join(IEnumerable<ContractMarker> markers)
    {
        ContractMarker[] parts = [.. markers.OrderBy(marker => marker.Part)];
        return parts.Length == parts[0].Parts
            && parts.Select((marker, index) => marker.Part == index + 1 && marker.Parts == parts.Length).All(isNext => isNext)
            ? ContractShape.Of(
                parts[0].Contract,
                parts[0].Hash,
                string.Concat(parts.Select(part => part.Text)).Split([LineSeparator], StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    private static List<string> NamesOf(ContractShape shape, Func<string, string> written)
    {
        string start = $"{Start}{shape.Name}@{shape.Hash}";
        List<string> parts = PartsOf(string.Join(LineSeparator, shape.Lines.Select(line => line.Text)), written);
        return parts.Count == 1
            ? [written(parts[0].Length == 0 ? start : $"{start} {parts[0]}")]
            : [.. parts.Select((part, index) => written($"{start}#{Digits(index + 1)}/{Digits(parts.Count)} {part}"))];
    }

    private static List<string> PartsOf(string text, Func<string, string> written)
    {
        if (written(text).Length <= MaxLength)
        {
            return [text];
        }

        int half = text.Length / 2;
        half -= char.IsLowSurrogate(text[half]) ? 1 : 0;
        return [.. PartsOf(text.Substring(0, half), written), .. PartsOf(text.Substring(half), written)];
    }

    private static bool TryReadPart(string text, out int part, out int parts)
    {
        int slash = text.IndexOf('/');
        part = parts = 0;
        if (slash <= 0)
        {
            return false;
        }

        string number = text.Substring(0, slash);
        string count = text.Substring(slash + 1);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out part)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out parts);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
