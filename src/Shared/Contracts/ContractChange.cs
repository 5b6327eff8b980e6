namespace Ngixi.Bindgen.Contracts;

internal enum ContractChangeKind
{
    /// <summary>The thing is another under the same key.</summary>
    Changed,

    /// <summary>The thing is gone.</summary>
    Removed,

    /// <summary>
    /// A member of an enum, or a case of a union, was added that guests would be handed and do not know; or a method that guests
    /// would have to export.
    /// </summary>
    Added,
}

/// <summary>One reason why a guest that was built for one shape cannot be served by another.</summary>
/// <param name="kind">What happened.</param>
/// <param name="before">What the guest was built for; null for what was added.</param>
/// <param name="after">What there is instead; null for what was removed.</param>
/// <param name="words">What differs: <c>parameter `scope` was added</c>.</param>
internal sealed class ContractChange(ContractChangeKind kind, ContractLine? before, ContractLine? after, string words)
{
    public ContractChangeKind Kind { get; } = kind;

    public ContractLine? Before { get; } = before;

    public ContractLine? After { get; } = after;

    public string Words { get; } = words;

    /// <summary>Gets what the thing is found by.</summary>
    public string Key => (Before ?? After)!.Key;
}
