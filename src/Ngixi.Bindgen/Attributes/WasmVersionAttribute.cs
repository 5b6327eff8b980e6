namespace Ngixi.Bindgen;

/// <summary>
/// Marks a method as a later version of one that guests were built against. The interface keeps both: existing guests
/// call the earlier version, and stubs have only the latest.
/// </summary>
/// <remarks>
/// The import has the name of the first version, followed by <c>_v</c> and the number: <c>kv_get_v2</c>. Remove the
/// earlier method once no guest calls it.
/// </remarks>
/// <param name="version">The version, 2 or more. A method without this attribute is version 1.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WasmVersionAttribute(int version) : Attribute
{
    /// <summary>Gets the version.</summary>
    public int Version { get; } = version;
}
