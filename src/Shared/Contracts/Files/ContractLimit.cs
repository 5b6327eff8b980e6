using System.Globalization;

namespace Ngixi.Bindgen.Contracts;

internal enum LimitUnit
{
    /// <summary>Those of <c>[MaxBytes]</c>.</summary>
    Bytes,

    /// <summary>Those of <c>[MaxItems]</c>.</summary>
    Items,
}

/// <summary>The most that a guest may pass in one place: <c>kv_set value: 1024 bytes</c> or <c>record Order Lines: 100 items</c>.</summary>
/// <remarks>Limits are no part of a shape: a guest links whatever they are.</remarks>
/// <param name="line">The key of the line that has the place.</param>
/// <param name="name">The parameter of that function, or the field of that record or case.</param>
internal sealed class ContractLimit(string line, string name, LimitUnit unit, int count)
{
    private const string Bytes = " bytes";
    private const string Items = " items";

    public string Line { get; } = line;

    public string Name { get; } = name;

    public LimitUnit Unit { get; } = unit;

    public int Count { get; } = count;

    public string Text =>
        $"{Line} {Name}{ContractParser.KeyEnd}{Count.ToString(CultureInfo.InvariantCulture)}{(Unit == LimitUnit.Bytes ? Bytes : Items)}";

    /// <summary>Reads <see cref="Text"/>, or returns null for other text.</summary>
    public static ContractLimit? Parse(string text)
    {
        LimitUnit unit = text.EndsWith(Bytes, StringComparison.Ordinal) ? LimitUnit.Bytes : LimitUnit.Items;
        string rest = unit == LimitUnit.Items && !text.EndsWith(Items, StringComparison.Ordinal)
            ? ""
            : text.Substring(0, text.Length - Bytes.Length);
        int end = rest.LastIndexOf(ContractParser.KeyEnd, StringComparison.Ordinal);
        int space = end < 0 ? -1 : rest.LastIndexOf(' ', end);
        return space > 0
            && space < end - 1
            && int.TryParse(
                rest.Substring(end + ContractParser.KeyEnd.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int count)
            ? new ContractLimit(rest.Substring(0, space), rest.Substring(space + 1, end - space - 1), unit, count)
            : null;
    }

    /// <summary>Puts limits in the ordinal order of their texts.</summary>
    public static IReadOnlyList<ContractLimit> InOrder(IEnumerable<ContractLimit> limits) =>
        [.. limits.OrderBy(limit => limit.Text, StringComparer.Ordinal)];

    /// <summary>Gets whether two limit the same.</summary>
    public bool IsOfSame(ContractLimit other) => IsAtSame(other) && Unit == other.Unit;

    /// <summary>Gets whether two limit the same place, by whatever they count.</summary>
    public bool IsAtSame(ContractLimit other) => Line == other.Line && Name == other.Name;
}
