namespace Ngixi.Capabilities;

/// <summary>Where the keys of one module are, apart from those of all others.</summary>
/// <param name="Module">The name of the module, as the host calls it.</param>
/// <param name="Name">The name of one of several namespaces of the module; empty for the only one.</param>
public sealed record KeyValueNamespace(string Module, string Name = "")
{
    private readonly string text = $"{Uri.EscapeDataString(Module)}/{Uri.EscapeDataString(Name)}";

    /// <summary>
    /// Gets the namespace as text, for stores: ASCII letters, digits and <c>-._~%</c>, with one slash between the two names. No two
    /// namespaces have the same.
    /// </summary>
    public override string ToString() => text;
}
