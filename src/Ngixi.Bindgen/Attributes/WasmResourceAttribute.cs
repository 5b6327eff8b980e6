namespace Ngixi.Bindgen;

/// <summary>
/// Marks an interface whose objects stay in the host while a guest holds them by a handle: a response, a cursor, a span.
/// </summary>
/// <remarks>
/// <para>
/// A host method that returns the interface hands out a handle; the interface's methods are imports whose first
/// argument is that handle. A handle belongs to the one instance it was given to. Return a new object each time:
/// every handle owns its object.
/// </para>
/// <para>
/// Where the interface is <see cref="IDisposable"/>, the import <c>prefix + <see cref="Release"/></c> disposes the
/// object and ends the handle. What a guest leaves open is disposed with its store, see
/// <see cref="GuestOptions.ResourcesAbandoned"/>.
/// </para>
/// </remarks>
/// <param name="prefix">What stands before each import name, for example <c>http_response_</c>.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class WasmResourceAttribute(string prefix) : Attribute
{
    /// <summary>Gets what stands before each import name.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>
    /// Gets or sets the import module. By default the module of the interface that hands the resource out; needed when
    /// interfaces of two modules do.
    /// </summary>
    public string? Module { get; set; }

    /// <summary>Gets or sets the name, without the prefix, of the import that releases the handle: <c>free</c> by default.</summary>
    public string Release { get; set; } = "free";
}
