namespace Ngixi.Bindgen;

/// <summary>
/// An error that the guest receives and can handle. A method with <see cref="WasmErrorsAttribute"/> of the same enum throws
/// it. Thrown by any other method, it traps the guest like any exception.
/// </summary>
/// <typeparam name="TError">The enum of the errors.</typeparam>
public sealed class GuestException<TError> : Exception
    where TError : struct, Enum
{
    /// <summary>Creates an error for a guest.</summary>
    /// <param name="error">The error.</param>
    /// <param name="message">The description of the error. The guest gets it, too: leave out details that it must not know.</param>
    public GuestException(TError error, string message)
        : base(message) => Error = error;

    /// <summary>Creates an error for a guest, with its cause for the host.</summary>
    /// <param name="error">The error.</param>
    /// <param name="message">The description of the error. The guest gets it, too: leave out details that it must not know.</param>
    /// <param name="innerException">The cause; the guest does not get it.</param>
    public GuestException(TError error, string message, Exception innerException)
        : base(message, innerException) => Error = error;

    /// <summary>Gets the error.</summary>
    public TError Error { get; }
}
