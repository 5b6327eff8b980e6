namespace Ngixi.Bindgen;

/// <summary>
/// Names a method of the same interface that says whether a call is wanted. It is called first. Where it returns false, the call ends at
/// once, and other arguments of the guest are neither read nor checked. For methods such as those of a log, whose text would be read
/// for nothing.
/// </summary>
/// <param name="method">
/// The name of a method that returns a <see cref="bool"/>. Each of its parameters is one of the call, of the same name and type, or has a
/// default value.
/// </param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WasmFilterAttribute(string method) : Attribute
{
    /// <summary>Gets the name of the method.</summary>
    public string Method { get; } = method;
}
