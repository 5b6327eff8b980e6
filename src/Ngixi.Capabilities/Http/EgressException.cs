namespace Ngixi.Capabilities;

/// <summary>A request of a guest came to nothing. The message is for the host: the guest gets <see cref="Error"/> at most.</summary>
/// <remarks>Texts of the guest in the message are quoted. It has neither queries, nor headers, nor secrets.</remarks>
public sealed class EgressException : Exception
{
    internal EgressException(EgressError error, string request, string reason)
        : base($"{request}: {reason}.") => Error = error;

    internal EgressException(EgressError error, Denial denial)
        : this(error, denial.Request, denial.Reason) => Denial = denial;

    /// <summary>Gets why.</summary>
    public EgressError Error { get; }

    /// <summary>Gets what was denied, which is in the log already; null if the gate allowed the request.</summary>
    public Denial? Denial { get; }
}
