namespace Ngixi.Capabilities;

/// <summary>The methods that a target allows where it names none, and those that no target can.</summary>
internal static class HttpMethods
{
    private const int MaxLength = 32;

    public static readonly IReadOnlyList<string> Usual = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

    /// <summary>Says why a method is none that can be granted; null if it can.</summary>
    public static string? Fault(string method) => method switch
    {
        { Length: 0 or > MaxLength } => "The method is empty or too long",
        _ when !method.All(character => character is (>= 'A' and <= 'Z') or '-') => "A method is written in capitals",
        "CONNECT" => "CONNECT would make a tunnel",
        "TRACE" or "TRACK" => $"{method} would show the headers that the host adds",
        _ => null,
    };
}
