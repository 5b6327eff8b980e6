using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Where the keys of one module are, apart from those of all others.</summary>
public sealed record KeyValueNamespace
{
    private readonly string text;

    /// <summary>Creates the namespace.</summary>
    /// <param name="module">The name of the module, as the host calls it.</param>
    /// <param name="name">The name of one of several namespaces of the module; empty for the only one.</param>
    /// <exception cref="ArgumentException">A name has half a surrogate pair, which UTF-8 cannot tell from another.</exception>
    public KeyValueNamespace(string module, string name = "")
    {
        text = $"{Escape(module, nameof(module))}/{Escape(name, nameof(name))}";
        Module = module;
        Name = name;
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Gets the name of one of several namespaces of the module; empty for the only one.</summary>
    public string Name { get; }

    /// <summary>
    /// Gets the namespace as text, for stores: ASCII letters, digits and <c>-._~%</c>, with one slash between the two names. No two
    /// namespaces have the same.
    /// </summary>
    public override string ToString() => text;

    private static string Escape(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return KeyRules.HasLoneSurrogate(name)
            ? throw new ArgumentException($"The name {UntrustedText.Quote(name)} has half a surrogate pair.", parameter)
            : Uri.EscapeDataString(name);
    }
}
