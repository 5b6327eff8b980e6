using System.Numerics;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Hosting.Running;

/// <summary>
/// The engines of Wasmtime behind a <see cref="GuestEngine"/>: what one has for all of its modules, another module may not want.
/// </summary>
internal sealed partial class NativeEngines : IDisposable
{
    // A guard behind each place in the pool; Wasmtime's own is larger than most places.
    private const ulong GuardBytes = 64 * 1024;

    // More than Wasmtime's own guards, tables and rounding come to for a place.
    private const ulong MostGuardBytes = 128 * 1024 * 1024;

    private readonly GuestEngineOptions options;
    private readonly Dictionary<(bool HasFuel, bool IsPooled), NativeEngine> engines = [];
    private readonly Lock gate = new();
    private readonly ILogger logger;

    public NativeEngines(GuestEngineOptions options)
    {
        this.options = options;
        logger = options.Loggers.CreateLogger("Ngixi.Hosting");
    }

    /// <summary>
    /// Gets the engine for a module: fuel is counted for those that have a limit of it, since it makes a guest slower, and pooled memory
    /// is for those that fit.
    /// </summary>
    public NativeEngine For(ModuleLimits limits)
    {
        (bool HasFuel, bool IsPooled) kind = (limits.Fuel is not null, options.PooledMemory?.Fits(limits) == true);
        lock (gate)
        {
            if (!engines.TryGetValue(kind, out NativeEngine? engine))
            {
                engine = (kind.IsPooled ? Pooled(kind.HasFuel, options.PooledMemory!) : null)
                    ?? new NativeEngine(new Engine(ConfigOf(options, kind.HasFuel)), options.Tick, SettingsOf(kind.HasFuel), room: null);
                engines.Add(kind, engine);
            }

            return engine;
        }
    }

    public void Dispose()
    {
        foreach (NativeEngine engine in engines.Values)
        {
            engine.Dispose();
        }
    }

    // With a reservation of 4 GiB for each place no access of a guest needs a check. Where there are no addresses for that, checks are the
    // price; where there are none for the memory itself, there is no pool.
    private NativeEngine? Pooled(bool hasFuel, PooledMemory pool)
    {
        foreach (ulong reserved in (ulong[])[1UL << 32, (ulong)pool.Memory])
        {
            if (AddressSpace.WhyNot(pool.Instances * (BigInteger)(reserved + MostGuardBytes)) is { } reason)
            {
                LogNoPool(logger, pool.Instances, reserved >> 20, reason);
                continue;
            }

            InstanceRoom room = new(
                pool.Instances, "pooledMemory", $"{pool.Instances:N0} instances have all of GuestEngineOptions.PooledMemory.");
            return new NativeEngine(
                new Engine(Config(hasFuel, pool, reserved)), options.Tick, $"{SettingsOf(hasFuel)} reserved {reserved}", room);
        }

        return null;
    }

    private Config Config(bool hasFuel, PooledMemory pool, ulong reserved)
    {
        using PoolingAllocationConfig places = new PoolingAllocationConfig()
            .WithMaxCoreInstances((uint)pool.Instances)
            .WithMaxMemories((uint)pool.Instances)
            .WithMaxTables((uint)pool.Instances)
            .WithMaxMemoriesPerModule(1)
            .WithMaxTablesPerModule(1)
            .WithMaxMemorySize((nuint)pool.Memory)
            .WithMaxTableElements((nuint)pool.TableElements);
        Config config = ConfigOf(options, hasFuel).WithStaticMemoryMaximumSize(reserved).WithPoolingAllocationStrategy(places);
        return reserved < 1UL << 32 ? config.WithMemoryGuardSize(GuardBytes) : config;
    }

    private string SettingsOf(bool hasFuel) => $"stack {options.GuestStack} fuel {hasFuel}{(options.IsRecordable ? " recordable" : "")}";

    /// <summary>Gets how code of guests is compiled and run.</summary>
    public static Config ConfigOf(GuestEngineOptions options, bool hasFuel) => GuestConfig.Create()

        // What a manifest may ask for, which modules of others are refused for before they are compiled.
        .WithWideArithmetic(true)
        .WithRelaxedSIMD(enable: true, deterministic: true)
        .WithCraneliftNaNCanonicalization(options.IsRecordable)
        .WithEpochInterruption(true)
        .WithFuelConsumption(hasFuel)
        .WithMaximumStackSize(options.GuestStack);

    [LoggerMessage(1, LogLevel.Warning, "No memory is pooled for {Instances} instances with {Mebibytes} MiB of addresses each: {Reason}.")]
    private static partial void LogNoPool(ILogger logger, int instances, ulong mebibytes, string reason);
}
