namespace Ngixi.Hosting;

/// <summary>What a module may do, and how much. What it does not say is not granted.</summary>
public sealed record GuestManifest
{
    /// <summary>Gets the name of the module, for logs, metrics and stores.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the file of the module; null where the host hands its bytes over.</summary>
    public string? ModuleFile { get; init; }

    /// <summary>Gets the SHA-256 that the module's bytes must have, as 64 hexadecimal digits; null for any.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Gets the imports that the module may have, such as <c>env.log</c>; null for all that the grants define.</summary>
    public IReadOnlyList<string>? Imports { get; init; }

    /// <summary>Gets the proposals of WebAssembly that it may use.</summary>
    public WasmFeatures Features { get; init; }

    /// <summary>Gets the limits of its guests.</summary>
    public ModuleLimits Limits { get; init; } = new();

    /// <summary>Gets what defines what it is granted, by the capability's name.</summary>
    public IReadOnlyDictionary<string, GrantBinding> Grants { get; init; } = new Dictionary<string, GrantBinding>();
}
