using System.Security.Cryptography;
using Ngixi.Bindgen;
using Ngixi.Hosting.Health;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>Runs guests: their threads, their clock, and what manifests can grant them. One for a process.</summary>
public sealed class GuestEngine : IDisposable
{
    private readonly Engine plain;
    private readonly EpochTicker plainTicker;
    private readonly Lazy<(Engine Engine, EpochTicker Ticker)> fueled;

    /// <summary>Creates an engine.</summary>
    /// <param name="options">How guests run. Changes after this have no effect on what was loaded before.</param>
    public GuestEngine(GuestEngineOptions? options = null)
    {
        Options = options ?? new GuestEngineOptions();
        plain = new Engine(Config());
        plainTicker = new EpochTicker(plain, Options.Tick);
        fueled = new(() =>
        {
            Engine engine = new(Config().WithFuelConsumption(true));
            return (engine, new EpochTicker(engine, Options.Tick));
        });

        // The guest's part, and as much again for the host's methods that it calls.
        Threads = new GuestThreads(Options.MaxThreads, Options.GuestStack + (1024 * 1024));
        Meter = new HostingMeter(Options.Meters, Threads);
    }

    /// <summary>Gets the options.</summary>
    public GuestEngineOptions Options { get; }

    internal GuestThreads Threads { get; }

    internal HostingMeter Meter { get; }

    /// <summary>Looks at the process: its signal handlers, its room for instances, the version of Wasmtime.</summary>
    /// <returns>What was found; all of it is to be sound.</returns>
    public static IReadOnlyList<HostFinding> Examine() => HostExamination.Run();

    /// <summary>Checks a module against its manifest, and compiles it.</summary>
    /// <param name="manifest">What its guests may do.</param>
    /// <param name="wasm">The module's binary form.</param>
    /// <returns>The module, to be disposed by the caller.</returns>
    /// <exception cref="GuestRefusedException">The module does not fit; all refusals are listed.</exception>
    public GuestModule Load(GuestManifest manifest, ReadOnlySpan<byte> wasm)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(wasm));
        Engine engine = Native(manifest.Limits);
        Module module = GuestCompiler.FromBytes(engine, manifest.Name, wasm);
        try
        {
            using Linker linker = new(engine);
            GrantContext context = new(manifest.Name, Options);
            foreach (GrantBinding define in manifest.Grants.Values)
            {
                define(linker, context);
            }

            linker.DefineSupportImports();
            IReadOnlyList<ContractDifference> differences = linker.FindContractDifferences(engine, module);
            return differences.Count == 0
                ? new GuestModule(this, manifest, sha256, module, new LinkedModule(linker, module))
                : throw new GuestRefusedException(manifest.Name, [.. differences.Select(difference => difference.Message)]);
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    /// <summary>Ends the threads, after the calls that run. Instances and modules are their owners' to dispose, before.</summary>
    public void Dispose()
    {
        Threads.Dispose();
        Meter.Dispose();
        plainTicker.Dispose();
        plain.Dispose();
        if (fueled.IsValueCreated)
        {
            fueled.Value.Ticker.Dispose();
            fueled.Value.Engine.Dispose();
        }
    }

    // Counting fuel makes a guest slower, so those whose manifest limits none have an engine without.
    internal Engine Native(ModuleLimits limits) => limits.Fuel is null ? plain : fueled.Value.Engine;

    internal EpochTicker Ticker(ModuleLimits limits) => limits.Fuel is null ? plainTicker : fueled.Value.Ticker;

    private Config Config() => GuestConfig.Create().WithEpochInterruption(true).WithMaximumStackSize(Options.GuestStack);
}
