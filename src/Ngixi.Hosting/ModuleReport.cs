using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting;

/// <summary>What a module asks for, what a manifest grants it of that, and what it lacks: found without compiling it.</summary>
public sealed class ModuleReport
{
    internal ModuleReport(string sha256, WasmModule? module, GuestManifest? manifest)
    {
        Sha256 = sha256;
        Module = module;
        Manifest = manifest;
    }

    /// <summary>Gets the SHA-256 of the module, as 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>
    /// Gets all for which <see cref="GuestEngine.Load(GuestManifest, ReadOnlySpan{byte}, ReadOnlyMemory{byte})"/> refuses the module
    /// before it compiles.
    /// </summary>
    public IReadOnlyList<string> Refusals { get; internal init; } = [];

    /// <summary>Gets what it imports, by capability, in the order of the host's capabilities.</summary>
    public IReadOnlyList<CapabilityUse> Capabilities { get; internal init; } = [];

    /// <summary>Gets the proposals of WebAssembly that it uses, as manifests name them.</summary>
    public IReadOnlyList<string> Features { get; internal init; } = [];

    internal WasmModule? Module { get; }

    internal GuestManifest? Manifest { get; }

    /// <summary>Gets the interfaces that it implements, in words, for guests that were built with stubs.</summary>
    public IReadOnlyList<string> Implemented { get; internal init; } = [];

    internal IReadOnlyList<string> OtherImports { get; init; } = [];

    /// <summary>Writes the report as JSON, for programs.</summary>
    /// <returns>The JSON, indented.</returns>
    public string ToJson() => ReportJson.Write(this);

    /// <summary>Writes the report for people.</summary>
    /// <returns>Some lines.</returns>
    public override string ToString() => ReportText.Write(this);
}
