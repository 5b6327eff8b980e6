namespace Ngixi.Bindgen.Contracts;

/// <summary>A limit of a host that rejects what guests of a recorded contract may pass.</summary>
/// <param name="limit">The limit.</param>
/// <param name="before">What could be passed, in the limit's unit.</param>
/// <param name="option">The property of <c>GuestOptions</c> whose default that was; null where a limit was recorded.</param>
internal sealed class LowerLimit(ContractLimit limit, ContractLine line, int before, string? option)
{
    public ContractLimit Limit { get; } = limit;

    /// <summary>Gets the line that has the limit's place.</summary>
    public ContractLine Line { get; } = line;

    public int Before { get; } = before;

    public string? Option { get; } = option;
}

/// <summary>Finds the limits that are lower than what is recorded. Guests link all the same, and fail when they pass more.</summary>
internal static class LimitComparison
{
    /// <summary>The default of <c>GuestOptions.MaxBytesPerCall</c>.</summary>
    public const int DefaultBytes = 16 * 1024 * 1024;

    /// <summary>The default of <c>GuestOptions.MaxItemsPerCall</c>.</summary>
    public const int DefaultItems = 256 * 1024;

    /// <summary>
    /// Compares a host's limits with those that are recorded of the same contract, or of another whose functions moved to it.
    /// </summary>
    public static IEnumerable<LowerLimit> Find(RecordedShapes recorded, HostContract now)
    {
        if (recorded.Limits is not { } limits)
        {
            yield break;
        }

        ContractUses uses = new(recorded.Current, recorded.Current.Functions);
        foreach (ContractLimit limit in now.Limits)
        {
            // Where the lines differ, guests are refused before they pass anything.
            if (recorded.Current.Find(limit.Line) is { } line
                && now.Shape.Find(limit.Line) is { } same
                && IsSame(line, same)
                && IsPassed(line, uses)
                && TypeOf(line, limit.Name) is { } type
                && Before(limit, type, limits.Where(limit.IsAtSame)) is var (before, option)
                && limit.Count < before)
            {
                yield return new LowerLimit(limit, line, before, option);
            }
        }
    }

    private static bool IsSame(ContractLine line, ContractLine other) => line is ContractFunction function && other is ContractFunction now
        ? function.Signature.Text == now.Signature.Text
        : line.Text == other.Text;

    private static bool IsPassed(ContractLine line, ContractUses uses) => line switch
    {
        ContractDefinition definition => uses.Of(definition.Name).HasFlag(Uses.Sent),
        ContractMember member => uses.Of(member.Owner).HasFlag(Uses.Sent),
        _ => true,
    };

    private static ContractType? TypeOf(ContractLine line, string name)
    {
        IReadOnlyList<ContractField> fields = line switch
        {
            ContractFunction function => function.Signature.Parameters,
            ContractDefinition definition => definition.Fields,
            ContractMember member => member.Fields,
            _ => [],
        };
        return fields.FirstOrDefault(field => field.Name == name)?.Type;
    }

    /// <summary>The most that could be passed in the place of a limit, in its unit, and the option whose default that was.</summary>
    private static (int Count, string? Option) Before(ContractLimit limit, ContractType type, IEnumerable<ContractLimit> recorded)
    {
        // A limit of either unit limits a sequence of numbers, which is one item of a call itself.
        int itemSize = SizeOfNumber(type);
        int unit = limit.Unit == LimitUnit.Items && itemSize > 0 ? itemSize : 1;
        long[] counts = [.. recorded
            .Where(other => other.Unit == limit.Unit || itemSize > 0)
            .Select(other => (other.Unit == LimitUnit.Items && itemSize > 0 ? (long)other.Count * itemSize : other.Count) / unit)];
        return counts.Length > 0 ? ((int)Math.Min(counts.Min(), int.MaxValue), null)
            : limit.Unit == LimitUnit.Items && itemSize == 0 ? (DefaultItems, "MaxItemsPerCall")
            : (DefaultBytes / unit, "MaxBytesPerCall");
    }

    /// <summary>The size in bytes of what a sequence of numbers has; 0 for another type.</summary>
    private static int SizeOfNumber(ContractType type) => type.WithoutNull.Text switch
    {
        "sbyte[]" or "byte[]" or "Span<sbyte>" or "Span<byte>" => 1,
        "short[]" or "ushort[]" or "Span<short>" or "Span<ushort>" => 2,
        "int[]" or "uint[]" or "float[]" or "Span<int>" or "Span<uint>" or "Span<float>" => 4,
        "long[]" or "ulong[]" or "double[]" or "Span<long>" or "Span<ulong>" or "Span<double>" => 8,
        _ => 0,
    };
}
