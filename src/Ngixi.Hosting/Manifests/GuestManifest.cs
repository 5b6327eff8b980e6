using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Schema;

namespace Ngixi.Hosting;

/// <summary>What a module may do, and how much. What it does not say is not granted.</summary>
public sealed record GuestManifest
{
    /// <summary>Gets the name of the module, for logs, metrics and stores.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the full path of the module's file; null where the host hands its bytes over.</summary>
    public string? ModuleFile { get; init; }

    /// <summary>Gets the SHA-256 that the module's bytes must have, as 64 hexadecimal digits; null for any.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Gets the imports that the module may have, such as <c>env.log</c>; null for all that the grants define.</summary>
    public IReadOnlyList<string>? Imports { get; init; }

    /// <summary>Gets the proposals of WebAssembly that it may use.</summary>
    public WasmFeatures Features { get; init; }

    /// <summary>Gets the limits of its guests.</summary>
    public ModuleLimits Limits { get; init; } = new();

    /// <summary>Gets what it is granted, by the capability's name.</summary>
    public IReadOnlyDictionary<string, GuestGrant> Grants { get; init; } = new Dictionary<string, GuestGrant>();

    /// <summary>Gets the optional grants that are left out, by the capability's name, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> LeftOut { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a manifest from its file.</summary>
    /// <param name="path">The path of the file. Relative paths in the manifest begin in its folder.</param>
    /// <param name="options">What the host can grant, and its maximums; by default what <see cref="GuestEngineOptions"/> has.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="ManifestException">It has mistakes; all of them are listed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GuestManifest Read(string path, GuestEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = Path.GetFullPath(path);
        return ManifestReader.Read(File.ReadAllBytes(full), path, Path.GetDirectoryName(full)!, options ?? new GuestEngineOptions());
    }

    /// <summary>Reads a manifest from its text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="name">What errors call it in place of a file.</param>
    /// <param name="options">What the host can grant, and its maximums; by default what <see cref="GuestEngineOptions"/> has.</param>
    /// <param name="folder">Where relative paths in the manifest begin; by default the current directory.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="ManifestException">It has mistakes; all of them are listed.</exception>
    public static GuestManifest Parse(
        ReadOnlySpan<byte> utf8, string name = "manifest", GuestEngineOptions? options = null, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        string full = Path.GetFullPath(folder ?? ".");
        return ManifestReader.Read(utf8.ToArray(), name, full, options ?? new GuestEngineOptions());
    }

    /// <summary>Writes the JSON Schema of manifests, with the host's own capabilities and its maximums, for editors.</summary>
    /// <param name="options">What the host can grant; by default what <see cref="GuestEngineOptions"/> has.</param>
    /// <returns>The schema, of draft 2020-12.</returns>
    public static string Schema(GuestEngineOptions? options = null) =>
        ManifestSchema.Write(ManifestReader.Describe(options ?? new GuestEngineOptions()));
}
