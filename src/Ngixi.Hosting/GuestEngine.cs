using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Hosting.Auditing;
using Ngixi.Hosting.Diagnostics;
using Ngixi.Hosting.Health;
using Ngixi.Hosting.Learning;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>Runs guests: their threads, their clock, and what manifests can grant them. One for a process.</summary>
public sealed class GuestEngine : IDisposable
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/> of calls: for <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string MeterName = HostingMeter.Name;

    private readonly NativeEngines engines;

    /// <summary>Creates an engine.</summary>
    /// <param name="options">How guests run. Changes after this have no effect on what was loaded before.</param>
    /// <exception cref="ArgumentException">An option is out of its range; all of them are named.</exception>
    public GuestEngine(GuestEngineOptions? options = null)
    {
        Options = options ?? new GuestEngineOptions();
        if (Options.FindProblems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        engines = new NativeEngines(Options);

        // The guest's part, and as much again for the host's methods that it calls.
        Threads = new GuestThreads(Options.MaxThreads, Options.GuestStack + (1024 * 1024), Options.Time);
        Meter = new HostingMeter(Options.Meters, Threads);
        Audit = Options.Audit is { } audit ? new AuditTrail(audit, Options.Loggers.CreateLogger("Ngixi.Hosting.Audit")) : null;
    }

    /// <summary>Gets the options.</summary>
    public GuestEngineOptions Options { get; }

    internal GuestThreads Threads { get; }

    internal HostingMeter Meter { get; }

    /// <summary>Gets where it is said what happens; null for nowhere.</summary>
    internal AuditTrail? Audit { get; }

    /// <summary>Looks at the process: its signal handlers, its room for instances, the version of Wasmtime.</summary>
    /// <returns>What was found; all of it is to be sound.</returns>
    public static IReadOnlyList<HostFinding> Examine() => HostExamination.Run();

    /// <summary>Checks a module against its manifest, and compiles it.</summary>
    /// <param name="manifest">What its guests may do.</param>
    /// <param name="wasm">The module's binary form.</param>
    /// <param name="sourceMap">
    /// Its source map, so that errors tell lines of its source; by default <c>x.wasm.map</c> beside the manifest's <c>x.wasm</c>.
    /// </param>
    /// <returns>The module, to be disposed by the caller.</returns>
    /// <exception cref="GuestRefusedException">The module does not fit; all refusals are listed.</exception>
    public GuestModule Load(GuestManifest manifest, ReadOnlySpan<byte> wasm, ReadOnlyMemory<byte> sourceMap = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        FailureLog failures = new(Options.Loggers.CreateLogger($"Ngixi.Guests.{manifest.Name}"), manifest.Name, Options.Time);
        return new GuestModule(this, Prepare(manifest, wasm, sourceMap, failures), failures);
    }

    /// <summary>Reads a manifest and the module that it names, checks one against the other, and compiles the module.</summary>
    /// <param name="path">The path of the manifest, such as <c>billing.ngixi.json</c>.</param>
    /// <returns>The module, to be disposed by the caller.</returns>
    /// <exception cref="ManifestException">The manifest has mistakes; all of them are listed.</exception>
    /// <exception cref="GuestRefusedException">The module does not fit; all refusals are listed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public GuestModule Load(string path) => LoadFile(ReadManifest(() => GuestManifest.Read(path, Options)), path);

    /// <summary>Reads a manifest, and says it in the audit where it has mistakes.</summary>
    internal GuestManifest ReadManifest(Func<GuestManifest> read)
    {
        try
        {
            return read();
        }
        catch (ManifestException refused)
        {
            Audit?.Refused(refused.File, refused.Findings);
            throw;
        }
    }

    internal GuestModule LoadFile(GuestManifest manifest, string path)
    {
        string file = manifest.ModuleFile
            ?? throw new ManifestException(path, [$"{path}: It names no module: write \"module\": {{ \"file\": \"….wasm\" }}."]);
        return Load(manifest, ModuleFile.Read(file, manifest.Name, Options.Bounds));
    }

    /// <summary>Says what a module asks for, what a manifest grants it of that, and what it lacks. Nothing is compiled.</summary>
    /// <param name="wasm">The module's binary form.</param>
    /// <param name="manifest">The manifest; null to say what the module asks for alone.</param>
    /// <returns>The report, as text and JSON.</returns>
    public ModuleReport Explain(ReadOnlySpan<byte> wasm, GuestManifest? manifest = null) =>
        ModuleInspection.Inspect(wasm, manifest, Options);

    /// <summary>
    /// Runs a module in a scratch world, and writes the narrowest manifest of its use. Its stores and files are in memory, and its requests
    /// are answered by <see cref="LearnOptions.Answer"/>: nothing of the host is touched. It begins with nothing, and runs again from the
    /// start as long as it is denied something that a manifest could grant.
    /// </summary>
    /// <param name="name">The name of the module.</param>
    /// <param name="wasm">The module's binary form.</param>
    /// <param name="run">The calls to learn from. It runs once for each round.</param>
    /// <param name="options">What the scratch world has.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The manifest, to be read by a person before it is used.</returns>
    /// <exception cref="GuestRefusedException">The module fits no manifest.</exception>
    /// <exception cref="ManifestException">The <see cref="Capability.Example"/> of a capability of the host's own is no grant.</exception>
    /// <exception cref="GuestCallException">The module failed, and not for a lack of grants.</exception>
    public Task<LearnedManifest> LearnAsync(
        string name,
        ReadOnlyMemory<byte> wasm,
        Action<GuestInstance> run,
        LearnOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(run);
        return new Learner(Options, name, wasm, run, options ?? new LearnOptions()).RunAsync(cancellation);
    }

    /// <summary>Ends the threads, after the calls that run. Instances and modules are their owners' to dispose, before.</summary>
    public void Dispose()
    {
        Threads.Dispose();
        Meter.Dispose();
        engines.Dispose();
        Audit?.Dispose();
    }

    /// <summary>Checks, compiles and links a version of a module.</summary>
    internal ModuleVersion Prepare(
        GuestManifest manifest, ReadOnlySpan<byte> wasm, ReadOnlyMemory<byte> sourceMap, FailureLog failures)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(wasm));
        try
        {
            ModuleVersion version = Prepare(manifest, wasm, sha256, sourceMap, failures, out WasmModule parsed);
            Audit?.Loaded(manifest, sha256, parsed, Options);
            return version;
        }
        catch (GuestRefusedException refused)
        {
            Audit?.Refused(manifest, sha256, refused);
            throw;
        }
    }

    private ModuleVersion Prepare(
        GuestManifest manifest,
        ReadOnlySpan<byte> wasm,
        string sha256,
        ReadOnlyMemory<byte> sourceMap,
        FailureLog failures,
        out WasmModule parsed)
    {
        parsed = ModuleInspection.Check(wasm, sha256, manifest, Options);
        NativeEngine native = engines.For(manifest.Limits);
        Module module = Options.CompiledCache is { } cache
            ? cache.Compile(native, manifest.Name, sha256, wasm, failures.WriteUnused)
            : ModuleCheck.Compile(native.Engine, manifest.Name, sha256, wasm);
        GrantContext context = new(manifest.Name, Options, Audit);
        try
        {
            using Linker linker = new(native.Engine);
            GrantLinker.Define(linker, manifest, context);
            IReadOnlyList<ContractDifference> differences = linker.FindContractDifferences(native.Engine, module);
            ModuleSources sources = ModuleSources.Of(wasm, parsed, sourceMap, manifest.ModuleFile, failures.WriteUnreadable);
            return differences.Count == 0
                ? new ModuleVersion(manifest, sha256, native, module, new LinkedModule(linker, module), context, sources)
                : throw new GuestRefusedException(manifest.Name, [.. differences.Select(difference => difference.Message)]);
        }
        catch
        {
            context.Release();
            module.Dispose();
            throw;
        }
    }
}
