namespace Ngixi.Bindgen;

/// <summary>Sets the whole name of an import or export; the prefix of the interface is ignored.</summary>
/// <param name="name">The import name, for example <c>next_event</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WasmNameAttribute(string name) : Attribute
{
    /// <summary>Gets the import name.</summary>
    public string Name { get; } = name;
}
