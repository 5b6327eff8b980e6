namespace Ngixi.Capabilities;

/// <summary>Why there is no connection. The handler wraps it, so that the gate looks for it among the causes.</summary>
internal sealed class DialException(EgressError error, string reason) : Exception
{
    public DialException(Refusal refusal)
        : this(refusal.Error, refusal.Reason) => Refusal = refusal;

    public EgressError Error => error;

    public string Reason => reason;

    /// <summary>Gets the rule that refused it; null if it just failed.</summary>
    public Refusal? Refusal { get; }
}
