namespace Ngixi.Bindgen.Contracts;

/// <summary>A contract as a host has it: the shape that its guests link by, and the limits of what they pass.</summary>
internal sealed class HostContract(ContractShape shape, IEnumerable<ContractLimit> limits)
{
    public ContractShape Shape { get; } = shape;

    public IReadOnlyList<ContractLimit> Limits { get; } = ContractLimit.InOrder(limits);

    /// <summary>Gets the limits as the host's assembly carries them: a line for each.</summary>
    public string LimitsText => string.Join("\n", Limits.Select(limit => limit.Text));

    /// <summary>Reads <see cref="ContractShape.Text"/> and <see cref="LimitsText"/>.</summary>
    public static HostContract Parse(string shape, string limits) => new(
        ContractShape.Parse(shape),
        limits
            .Split(['\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => ContractLimit.Parse(line) ?? throw new FormatException($"'{line}' is not a limit.")));
}
