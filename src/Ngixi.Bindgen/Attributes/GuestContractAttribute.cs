using System.ComponentModel;

namespace Ngixi.Bindgen;

/// <summary>
/// Carries the contract of one interface as text. The generator writes it, and the build records it in the project's
/// contract file.
/// </summary>
/// <param name="text">The interface with its hash, then a line for each function, enum and member, with <c>\n</c> line ends.</param>
/// <param name="limits">A line for each limit on the values of guests, with <c>\n</c> line ends; empty for none.</param>
[AttributeUsage(AttributeTargets.Class)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GuestContractAttribute(string text, string limits = "") : Attribute
{
    /// <summary>Gets the text.</summary>
    public string Text { get; } = text;

    /// <summary>Gets the limits.</summary>
    public string Limits { get; } = limits;
}
