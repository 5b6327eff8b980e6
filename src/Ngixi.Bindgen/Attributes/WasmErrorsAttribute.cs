namespace Ngixi.Bindgen;

/// <summary>
/// Declares the errors of a method that a guest can handle. The method throws them as <see cref="GuestException{TError}"/>,
/// and the guest gets a result that is either a value or an error. Any other exception traps the guest.
/// </summary>
/// <param name="errors">An enum of at most 32 bits, with values from 0 to 2,147,483,646.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WasmErrorsAttribute(Type errors) : Attribute
{
    /// <summary>Gets the enum.</summary>
    public Type Errors { get; } = errors;
}
