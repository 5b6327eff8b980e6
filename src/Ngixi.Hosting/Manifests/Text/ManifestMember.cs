namespace Ngixi.Hosting.Manifests.Text;

/// <summary>A member of an object.</summary>
/// <param name="Offset">The byte at which its name begins.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record ManifestMember(int Offset, string Name, ManifestNode Value);
