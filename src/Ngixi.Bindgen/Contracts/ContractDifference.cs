namespace Ngixi.Bindgen;

/// <summary>One difference between what a guest was built for and what a host defines.</summary>
public sealed class ContractDifference
{
    internal ContractDifference(ContractDifferenceKind kind, string subject, string message)
    {
        Kind = kind;
        Subject = subject;
        Message = message;
    }

    /// <summary>Gets what kind of difference it is.</summary>
    public ContractDifferenceKind Kind { get; }

    /// <summary>
    /// Gets what differs: an interface, as <c>module/interface</c>, or by its name alone where guests export it; an import, as
    /// <c>module.name</c>; or an export.
    /// </summary>
    public string Subject { get; }

    /// <summary>Gets the difference as a sentence.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}

/// <summary>What can differ between a guest and a host.</summary>
public enum ContractDifferenceKind
{
    /// <summary>The guest was built for an interface that the host does not define.</summary>
    ContractMissing,

    /// <summary>The guest was built for an interface that is another in the host.</summary>
    ContractChanged,

    /// <summary>
    /// The guest was built for an interface that has only grown since, and would be served if the host's contract file had
    /// recorded it.
    /// </summary>
    ContractNotRecorded,

    /// <summary>The guest imports something that the host does not define.</summary>
    ImportMissing,

    /// <summary>The guest imports something, or exports something, under a type that it does not have in the host.</summary>
    SignatureChanged,

    /// <summary>The guest does not export something that the host needs.</summary>
    ExportMissing,

    /// <summary>There are more differences than are listed.</summary>
    NotListed,
}
