namespace Ngixi.Hosting.DependencyInjection;

/// <summary>A module that a program has under a name.</summary>
/// <param name="Name">The name, by which services ask for it.</param>
/// <param name="ManifestFile">Its manifest, beneath the program's content root.</param>
/// <param name="ManifestSha256">The hash that the manifest must have; null for any.</param>
/// <param name="Pool">Its pool.</param>
internal sealed record HostedModule(string Name, string ManifestFile, string? ManifestSha256, PoolOptions Pool);
