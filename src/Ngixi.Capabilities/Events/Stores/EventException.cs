namespace Ngixi.Capabilities;

/// <summary>A store refused or failed. The guest gets the error; the message is for the host.</summary>
public sealed class EventException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What the guest gets.</param>
    /// <param name="message">What happened, for the host.</param>
    /// <param name="cause">The cause, if there is one.</param>
    public EventException(EventError error, string message, Exception? cause = null)
        : base(message, cause) => Error = error;

    /// <summary>Gets what the guest gets.</summary>
    public EventError Error { get; }
}
