using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Ngixi.Hosting.Auditing;

/// <summary>Knows which text a manifest was read from. One that was changed since is another, and has none.</summary>
internal static class ManifestHashes
{
    private static readonly ConditionalWeakTable<GuestManifest, string> Hashes = [];

    /// <summary>Notes the text of a manifest.</summary>
    public static void Note(GuestManifest manifest, ReadOnlySpan<byte> utf8) =>
        Hashes.Add(manifest, Convert.ToHexStringLower(SHA256.HashData(utf8)));

    /// <summary>Gets the SHA-256 of the text; null where there is none.</summary>
    public static string? Sha256Of(GuestManifest manifest) => Hashes.TryGetValue(manifest, out string? hash) ? hash : null;
}
