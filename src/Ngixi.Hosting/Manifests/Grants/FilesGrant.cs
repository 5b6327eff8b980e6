using Ngixi.Capabilities;

namespace Ngixi.Hosting.Manifests.Grants;

/// <summary>The files of a manifest, before anything is opened.</summary>
/// <param name="Mounts">The mounts.</param>
/// <param name="Limits">The limits, without mounts.</param>
internal sealed record FilesGrant(IReadOnlyList<MountGrant> Mounts, FileGrant Limits);
