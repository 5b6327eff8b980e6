namespace Ngixi.Cli.Running;

/// <summary>How near a guest came to a limit.</summary>
/// <param name="Name">The limit, as manifests have it.</param>
/// <param name="Used">What it used.</param>
/// <param name="Of">What it may use.</param>
/// <param name="Unit">What is counted.</param>
internal sealed record Headroom(string Name, long Used, long Of, string Unit);
