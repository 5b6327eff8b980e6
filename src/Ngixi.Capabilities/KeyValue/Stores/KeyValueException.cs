namespace Ngixi.Capabilities;

/// <summary>A store refused or failed. The guest gets the error; the message is for the host.</summary>
public sealed class KeyValueException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What the guest gets.</param>
    /// <param name="message">What happened, for the host.</param>
    /// <param name="cause">The cause, if there is one.</param>
    public KeyValueException(KeyValueError error, string message, Exception? cause = null)
        : base(message, cause) => Error = error;

    internal KeyValueException(KeyValueError error, Denial denial, Exception? cause = null)
        : this(error, $"Refused {denial.Request}. {denial.Reason}.", cause) => Denial = denial;

    /// <summary>Gets what the guest gets.</summary>
    public KeyValueError Error { get; }

    /// <summary>Gets what was denied; null where the store has the reason.</summary>
    internal Denial? Denial { get; }
}
