namespace Ngixi.Bindgen.Contracts;

/// <summary>What one guest says that it was built for, gathered from the names of its imports or exports.</summary>
internal sealed class GuestContracts
{
    /// <summary>The UTF-16 code units that all contracts of a guest may have. Text beyond that is not read.</summary>
    public const int MaxLength = 4_000_000;

    private readonly Dictionary<string, List<ContractMarker>> byContract = new(StringComparer.Ordinal);
    private readonly List<string> contracts = [];
    private int length;

    /// <summary>Gets the contracts' names, in the order of the guest.</summary>
    public IReadOnlyList<string> Contracts => contracts;

    /// <summary>Gets whether the guest says more than is read.</summary>
    public bool IsTooLong => length > MaxLength;

    public void Add(ContractMarker marker)
    {
        length = (int)Math.Min((long)length + marker.Text.Length + marker.Contract.Length, int.MaxValue);
        if (IsTooLong)
        {
            return;
        }

        if (!byContract.TryGetValue(marker.Contract, out List<ContractMarker>? markers))
        {
            byContract.Add(marker.Contract, markers = []);
            contracts.Add(marker.Contract);
        }

        markers.Add(marker);
    }

    /// <summary>Reads what the guest says of a contract, or returns null where it says two things, or not all of one.</summary>
    public ContractShape? Read(string contract)
    {
        List<ContractMarker> markers = byContract[contract];
        return markers.All(marker => marker.Hash == markers[0].Hash && marker.Parts == markers[0].Parts)
            ? ContractMarker.Join(markers)
            : null;
    }
}
