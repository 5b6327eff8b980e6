using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ngixi.Capabilities;
using Ngixi.Hosting.Running;
using Ngixi.Wasi;

namespace Ngixi.Hosting;

/// <summary>How guests run, and what manifests can grant them.</summary>
public sealed class GuestEngineOptions
{
    /// <summary>Gets or sets the threads that guests run on, at most. A guest that waits takes one, too. 64 by default.</summary>
    public int MaxThreads { get; set; } = 64;

    /// <summary>Gets or sets the threads that the guests of one module have at most, so that others run, too; 48 by default.</summary>
    public int MaxThreadsPerModule { get; set; } = 48;

    /// <summary>Gets or sets the calls of one module that wait for a thread, at most; 1,000 by default.</summary>
    public int MaxQueuedCalls { get; set; } = 1_000;

    /// <summary>
    /// Gets or sets how often the guests of one module may fail: as many times a second, 1 to 1,000,000, and five times as many at once;
    /// 10 by default. Beyond that the module's calls wait, so that those of others are not slowed. Another version of it begins anew.
    /// </summary>
    public int MaxFailuresPerSecond { get; set; } = 10;

    /// <summary>Gets or sets the bytes of stack that a guest may use; 512 KiB by default.</summary>
    public int GuestStack { get; set; } = 512 * 1024;

    /// <summary>Gets or sets the room that is reserved for instances ahead; none by default.</summary>
    public PooledMemory? PooledMemory { get; set; }

    /// <summary>Gets or sets how often guests are asked whether their time is over; 10 ms by default.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets the capabilities that manifests can grant. Add your own.</summary>
    public CapabilitySet Capabilities { get; } = CapabilitySet.Standard();

    /// <summary>
    /// Gets or sets the greatest limits that a manifest may ask for; those of each field by default. Where it has less than a field's
    /// default, that is the default. Where it has fuel, each guest's is limited.
    /// </summary>
    public ModuleLimits Maximum { get; set; } = ModuleLimits.Most;

    /// <summary>Gets or sets how large modules may be.</summary>
    public ModuleBounds Bounds { get; set; } = new();

    /// <summary>Gets the variables of manifests, <c>${NAME}</c>. None by default: those of the process are not passed on.</summary>
    public IDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets the stores of keys that manifests name; <c>default</c> is meant where they name none. They stay the host's, which disposes
    /// of them after the engine.
    /// </summary>
    public IDictionary<string, IKeyValueStore> KeyValueStores { get; } = new Dictionary<string, IKeyValueStore>(StringComparer.Ordinal);

    /// <summary>
    /// Gets the stores of events that manifests name; <c>default</c> is meant where they name none. The host opens topics and groups.
    /// They stay the host's, which disposes of them after the engine.
    /// </summary>
    public IDictionary<string, IEventStore> EventStores { get; } = new Dictionary<string, IEventStore>(StringComparer.Ordinal);

    /// <summary>Gets the secrets that manifests name. A guest knows the name alone.</summary>
    public IList<HttpCredential> Credentials { get; } = [];

    /// <summary>Gets or sets what finds the addresses of hosts; the operating system by default.</summary>
    public IHostResolver? Resolver { get; set; }

    /// <summary>Gets or sets the host's handlers around the connections of guests, as <see cref="EgressGate"/> has them; none.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? WrapHttp { get; set; }

    /// <summary>Gets or sets where guests and the host log to; nowhere by default.</summary>
    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Gets or sets what makes the meter <c>Ngixi.Hosting</c>, and those of guests that measure; they are made without by default.
    /// </summary>
    public IMeterFactory? Meters { get; set; }

    /// <summary>Gets or sets where compiled code is kept, for several starts of the host; nowhere by default.</summary>
    public CompiledCache? CompiledCache { get; set; }

    /// <summary>
    /// Gets or sets whether guests can be recorded; false by default. Their code is compiled so that a NaN has the same bits on each
    /// machine, which makes sums of fractions slower.
    /// </summary>
    public bool IsRecordable { get; set; }

    /// <summary>
    /// Gets or sets where it is written what is loaded, refused, started, ended and denied; nowhere by default. One engine has it, and
    /// closes it. A program with services has it by <see cref="NgixiBuilder.AddAudit"/>.
    /// </summary>
    public GuestAudit? Audit { get; set; }

    /// <summary>Gets or sets the clock of deadlines and budgets; the system's by default.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets what is told of each denial.</summary>
    internal Action<Denial>? Denied { get; set; }

    /// <summary>Gets or sets what a program has of the one who runs it: arguments in place of the manifest's, input, outputs.</summary>
    internal WasiGrant? Program { get; set; }

    /// <summary>Gets or sets what is told of each instance's meter, before the instance starts.</summary>
    internal Action<CallMeter>? Metered { get; set; }

    /// <summary>Says which options no engine can be made of.</summary>
    internal IReadOnlyList<string> FindProblems() =>
    [
        .. OutOf(nameof(MaxThreads), MaxThreads, 1, 10_000),
        .. OutOf(nameof(MaxThreadsPerModule), MaxThreadsPerModule, 1, 10_000),
        .. OutOf(nameof(MaxQueuedCalls), MaxQueuedCalls, 0, int.MaxValue),
        .. OutOf(nameof(MaxFailuresPerSecond), MaxFailuresPerSecond, 1, 1_000_000),
        .. OutOf(nameof(GuestStack), GuestStack, 64 * 1024, 64 * 1024 * 1024),
        .. OutOf($"{nameof(Tick)} in milliseconds", Tick.TotalMilliseconds, 1, 1_000),
        .. OutOf($"{nameof(PooledMemory)}.{nameof(PooledMemory.Instances)}", PooledMemory?.Instances ?? 1, 1, 10_000_000),
        .. OutOf($"{nameof(PooledMemory)}.{nameof(PooledMemory.Memory)}", PooledMemory?.Memory ?? 65_536, 65_536, 1L << 32),
        .. OutOf($"{nameof(PooledMemory)}.{nameof(PooledMemory.TableElements)}", PooledMemory?.TableElements ?? 1, 1, 10_000_000),
    ];

    private static IEnumerable<string> OutOf(string option, double value, double least, double most) =>
        value < least || value > most
            ? [string.Create(CultureInfo.InvariantCulture, $"GuestEngineOptions.{option} is {value:N0}: it is {least:N0} to {most:N0}.")]
            : [];
}
