namespace Ngixi.Hosting;

/// <summary>A grant of a manifest.</summary>
/// <param name="Define">Defines what it allows.</param>
/// <param name="Why">Why the module needs it, as the manifest says; empty where it does not.</param>
public sealed record GuestGrant(GrantBinding Define, string Why = "");
