namespace Ngixi.Bindgen;

/// <summary>Gives a method its whole import name; no prefix is put before it.</summary>
/// <param name="name">The import name, for example <c>next_event</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WasmNameAttribute(string name) : Attribute
{
    /// <summary>Gets the import name.</summary>
    public string Name { get; } = name;
}
