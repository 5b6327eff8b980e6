namespace Ngixi.Capabilities;

/// <summary>Why there is no connection. The handler wraps it, so that the gate looks for it among the causes.</summary>
internal sealed class DialException(EgressError error, string reason, RefusedAddress? refused = null) : Exception
{
    public EgressError Error => error;

    public string Reason => reason;

    public RefusedAddress? Refused => refused;
}
