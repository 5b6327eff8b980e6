namespace Ngixi.Bindgen.Contracts;

internal enum ContractChangeKind
{
    /// <summary>The thing is another under the same key.</summary>
    Changed,

    /// <summary>The thing is the same under another import, or its value has another name.</summary>
    Renamed,

    /// <summary>The thing is gone, and guests may use it.</summary>
    Removed,

    /// <summary>
    /// A member of an enum or a case of a union was added that guests would receive and do not know. Or a method was added that
    /// guests would have to export.
    /// </summary>
    Added,

    /// <summary>Guests state something of a form that this version does not know.</summary>
    Unknown,
}

/// <summary>One reason why a guest that was built for one shape cannot be served by another.</summary>
/// <param name="kind">What happened.</param>
/// <param name="contract">The contract that the guest was built for.</param>
/// <param name="before">What the guest was built for; null for what was added.</param>
/// <param name="after">What there is instead; null for what was removed.</param>
/// <param name="words">What differs: <c>parameter `scope` was added</c>. Names in it are quoted.</param>
internal sealed class ContractChange(ContractChangeKind kind, string contract, ContractLine? before, ContractLine? after, string words)
{
    public ContractChangeKind Kind { get; } = kind;

    public string Contract { get; } = contract;

    public ContractLine? Before { get; } = before;

    public ContractLine? After { get; } = after;

    public string Words { get; } = words;
}
