namespace Ngixi.Capabilities;

/// <summary>A header of a request or a response.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record HttpHeader(string Name, string Value);
