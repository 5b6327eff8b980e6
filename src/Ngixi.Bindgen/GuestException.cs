namespace Ngixi.Bindgen;

/// <summary>
/// An error that the guest is told of, and can handle. Thrown by a method with <see cref="WasmErrorsAttribute"/> of the
/// same enum; thrown by any other method, it stops the guest like any exception.
/// </summary>
/// <typeparam name="TError">The enum of the errors.</typeparam>
public sealed class GuestException<TError> : Exception
    where TError : struct, Enum
{
    /// <summary>Makes an error for a guest.</summary>
    /// <param name="error">The error.</param>
    /// <param name="message">What happened, in words. The guest gets it too: leave out what it must not know.</param>
    public GuestException(TError error, string message)
        : base(message) => Error = error;

    /// <summary>Makes an error for a guest, with its cause for the host.</summary>
    /// <param name="error">The error.</param>
    /// <param name="message">What happened, in words. The guest gets it too: leave out what it must not know.</param>
    /// <param name="innerException">The cause; the guest does not get it.</param>
    public GuestException(TError error, string message, Exception innerException)
        : base(message, innerException) => Error = error;

    /// <summary>Gets the error.</summary>
    public TError Error { get; }
}
