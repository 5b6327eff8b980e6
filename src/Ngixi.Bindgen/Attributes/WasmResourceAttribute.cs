namespace Ngixi.Bindgen;

/// <summary>
/// Marks an interface whose objects stay in the host, while guests hold them by handle: a response, a cursor, a file.
/// </summary>
/// <remarks>
/// <para>
/// A host method that returns the interface gives the guest a handle. The methods of the interface are imports whose first
/// argument is that handle. A handle is valid in one instance only. Return a new object each time, because every handle
/// owns its object.
/// </para>
/// <para>
/// If the interface is <see cref="IDisposable"/>, the import <c>prefix + <see cref="Release"/></c> disposes the object and
/// releases the handle. Objects whose handles are still open are disposed with the store, see
/// <see cref="GuestOptions.ResourcesAbandoned"/>.
/// </para>
/// </remarks>
/// <param name="prefix">The prefix of each import name, for example <c>http_response_</c>.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class WasmResourceAttribute(string prefix) : Attribute
{
    /// <summary>Gets the prefix of each import name.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>
    /// Gets or sets the import module: by default the module of the interface that returns the resource. Set it when
    /// interfaces of two modules return the resource.
    /// </summary>
    public string? Module { get; set; }

    /// <summary>Gets or sets the name, without the prefix, of the import that releases the handle: <c>free</c> by default.</summary>
    public string Release { get; set; } = "free";
}
