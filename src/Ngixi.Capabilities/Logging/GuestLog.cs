using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The log of one module's guests, written to the host's: <c>linker.DefineLog(log.ForInstance)</c>.</summary>
/// <remarks>
/// The category is <c>Wasm.</c> and the module's name. What a guest writes is never a template, is escaped, and is cut where it is longer
/// than the grant allows. For any number of threads; an instance has one log.
/// </remarks>
public sealed partial class GuestLog
{
    private readonly ILogger logger;
    private readonly LogLevels levels;
    private readonly LogBudget budget;

    /// <summary>Creates the log of a module.</summary>
    /// <param name="loggers">The host's loggers.</param>
    /// <param name="module">The name of the module.</param>
    /// <param name="grant">What its guests may write; by default what <see cref="LogGrant"/> has.</param>
    /// <param name="time">The clock that seconds are counted with; the system's by default.</param>
    public GuestLog(ILoggerFactory loggers, string module, LogGrant? grant = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentException.ThrowIfNullOrEmpty(module);
        Module = module;
        Grant = grant ?? LogGrant.Default;
        logger = loggers.CreateLogger(CapabilityTelemetry.ModulePrefix + module);
        levels = new LogLevels(Grant);
        budget = new LogBudget(Grant.MaxLinesPerSecond, Grant.MaxBytesPerSecond, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Gets or sets the level below which nothing is written, while guests run, too. The levels of <see cref="LogGrant.Targets"/> stay,
    /// and the host's own filters of the category apply besides.
    /// </summary>
    public LogLevel MinimumLevel
    {
        get => levels.Minimum;
        set => levels.Minimum = value;
    }

    internal string Module { get; }

    internal LogGrant Grant { get; }

    /// <summary>Makes the log of an instance.</summary>
    /// <param name="context">The instance.</param>
    public ILog ForInstance(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return InstanceOf(context);
    }

    /// <summary>Writes what a guest in AssemblyScript wrote to its console: for <see cref="AssemblyScriptOptions.Console"/>.</summary>
    /// <param name="message">The message.</param>
    public void WriteConsole(ConsoleMessage message)
    {
        LogLevel level = message.Level switch
        {
            ConsoleLevel.Trace => LogLevel.Trace,
            ConsoleLevel.Debug => LogLevel.Debug,
            ConsoleLevel.Warn => LogLevel.Warning,
            ConsoleLevel.Error => LogLevel.Error,
            _ => LogLevel.Information,
        };
        InstanceOf(message.Context).WriteText(level, message.Text);
    }

    internal bool IsEnabled(LogLevel level, ReadOnlySpan<char> target) =>
        level != LogLevel.None && level >= levels.Of(target) && logger.IsEnabled(level);

    /// <summary>Takes a line out of the budget, and reports what was dropped before it.</summary>
    /// <param name="length">The UTF-16 code units of the line.</param>
    internal bool TryTake(int length)
    {
        if (!budget.TryTake((long)length * sizeof(char), out DroppedLines before))
        {
            CapabilityTelemetry.DropLine(Module);
            return false;
        }

        Report(before);
        return true;
    }

    internal void Write(LogLevel level, LogScope scope, GuestEvent item)
    {
        using IDisposable? _ = logger.BeginScope(scope);
        logger.Log(level, new EventId(1, "GuestMessage"), item, null, static (item, _) => item.ToString());
    }

    /// <summary>Reports what was dropped and is not reported yet.</summary>
    internal void ReportDropped() => Report(budget.TakeDropped());

    private InstanceLog InstanceOf(GuestContext context) => context.Feature(context => new InstanceLog(this, context));

    private void Report(DroppedLines dropped)
    {
        if (dropped.Lines > 0)
        {
            LogDropped(logger, Module, dropped.Lines, dropped.Bytes);
        }
    }

    [LoggerMessage(
        2, LogLevel.Warning, "The module {Module} wrote {Lines} lines more than it may, of {Bytes} bytes, which are not written.")]
    private static partial void LogDropped(ILogger logger, string module, long lines, long bytes);
}
