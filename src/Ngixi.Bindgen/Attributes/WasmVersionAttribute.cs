namespace Ngixi.Bindgen;

/// <summary>
/// Makes a method a later version of one that guests were built for. Both stand in the interface: guests that were built
/// before go on to call the earlier one, and stubs have only the latest.
/// </summary>
/// <remarks>
/// The import's name is that of the first version with <c>_v</c> and the number behind it: <c>kv_get_v2</c>. Remove the
/// earlier method once no guest calls it any more.
/// </remarks>
/// <param name="version">The version, 2 or more. A method without this attribute is version 1.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WasmVersionAttribute(int version) : Attribute
{
    /// <summary>Gets the version.</summary>
    public int Version { get; } = version;
}
