namespace Ngixi.Bindgen.Contracts;

/// <summary>The differences of one guest, as many as a person reads.</summary>
internal sealed class DifferenceList
{
    public const int MaxListed = 100;

    private readonly List<ContractDifference> differences = [];

    /// <summary>Gets whether no more are listed, so that there is no need to look for them.</summary>
    public bool IsFull => differences.Count > MaxListed;

    public IReadOnlyList<ContractDifference> Items => differences;

    public void Add(ContractDifferenceKind kind, string subject, string message)
    {
        if (differences.Count < MaxListed)
        {
            differences.Add(new ContractDifference(kind, subject, message));
        }
        else if (!IsFull)
        {
            differences.Add(new ContractDifference(
                ContractDifferenceKind.NotListed,
                subject,
                $"More than these {MaxListed} differ; the rest is not listed."));
        }
    }
}
