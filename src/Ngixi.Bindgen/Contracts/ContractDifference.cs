namespace Ngixi.Bindgen;

/// <summary>One difference between the contracts of a guest and of a host.</summary>
public sealed class ContractDifference
{
    internal ContractDifference(ContractDifferenceKind kind, string subject, string message)
    {
        Kind = kind;
        Subject = subject;
        Message = message;
    }

    /// <summary>Gets the kind of difference.</summary>
    public ContractDifferenceKind Kind { get; }

    /// <summary>
    /// Gets the name of the interface, import or export that differs. An interface that guests import is
    /// <c>module/interface</c>, and an import is <c>module.name</c>.
    /// </summary>
    public string Subject { get; }

    /// <summary>Gets the difference as a sentence.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}

/// <summary>The kinds of differences between a guest and a host.</summary>
public enum ContractDifferenceKind
{
    /// <summary>The guest was built against an interface that the host does not define.</summary>
    ContractMissing,

    /// <summary>The guest was built against another version of the interface.</summary>
    ContractChanged,

    /// <summary>
    /// The guest was built against an interface that has only grown since. The host would accept the guest if its contract
    /// file had recorded that interface.
    /// </summary>
    ContractNotRecorded,

    /// <summary>The guest has an import that the host does not define.</summary>
    ImportMissing,

    /// <summary>The guest has an import or export whose type differs in the host.</summary>
    SignatureChanged,

    /// <summary>The guest lacks an export that the host needs.</summary>
    ExportMissing,

    /// <summary>There are more differences than are listed.</summary>
    NotListed,
}
