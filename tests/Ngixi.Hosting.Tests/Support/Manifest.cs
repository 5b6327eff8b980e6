using System.Text;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>Manifests of tests.</summary>
internal static class Manifest
{
    /// <summary>Reads a manifest; its JSON has the quotes that a test has not to escape.</summary>
    public static GuestManifest Parse(string json, GuestEngineOptions? options = null, string? folder = null) =>
        GuestManifest.Parse(Encoding.UTF8.GetBytes(json), "m.json", options, folder);

    /// <summary>Reads a manifest that has nothing but its grants.</summary>
    public static GuestManifest Granting(string grants, GuestEngineOptions? options = null) =>
        Parse($$"""{ "name": "shop", "grants": {{grants}} }""", options);

    /// <summary>Gets what is found in a manifest.</summary>
    public static IReadOnlyList<string> Findings(string json, GuestEngineOptions? options = null) =>
        Assert.Throws<ManifestException>(() => Parse(json, options)).Findings;
}
