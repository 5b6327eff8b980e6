using System.Globalization;

namespace Ngixi.Capabilities;

/// <summary>The rule that refuses a request, and the grant that would allow it.</summary>
internal sealed record Refusal(EgressError Error, string Reason, string? Grant)
{
    public static Refusal Invalid(string reason) => new(EgressError.InvalidRequest, reason, null);

    /// <summary>A limit that the request is over, and the number that it needs, if one is known.</summary>
    public static Refusal Limit(string reason, string name, long? needed = null) =>
        new(EgressError.LimitReached, reason, $"Limits = new() {{ {name} = {needed?.ToString(CultureInfo.InvariantCulture) ?? "…"} }}");
}
