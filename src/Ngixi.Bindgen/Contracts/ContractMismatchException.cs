namespace Ngixi.Bindgen;

/// <summary>A guest was built against contracts that differ from the host's.</summary>
public sealed class ContractMismatchException : Exception
{
    internal ContractMismatchException(string module, IReadOnlyList<ContractDifference> differences)
        : base(
            $"The guest '{module}' does not fit this host.\n"
            + $"{string.Join('\n', differences.Select(difference => $"- {difference.Message}"))}")
    {
        Differences = differences;
    }

    /// <summary>Gets the differences, 100 at most, in the order of the guest's imports; those of interfaces come first.</summary>
    public IReadOnlyList<ContractDifference> Differences { get; }
}
