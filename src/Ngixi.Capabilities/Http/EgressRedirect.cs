namespace Ngixi.Capabilities;

/// <summary>Where a redirect leads.</summary>
/// <param name="Shown">What a log may hold of it.</param>
/// <param name="Hop">The next request; null if there is none.</param>
/// <param name="Refusal">Why there is none.</param>
internal sealed record EgressRedirect(string Shown, EgressHop? Hop, Refusal? Refusal);
