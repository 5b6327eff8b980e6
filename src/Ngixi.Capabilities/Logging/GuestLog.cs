using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The log of one module's guests, written to the host's: <c>linker.DefineLog(log.ForInstance)</c>.</summary>
/// <remarks>
/// The category is <c>Wasm.</c> and the module's name. What a guest writes is never a template, is escaped, and is cut where it is longer
/// than the grant allows. For any number of threads.
/// </remarks>
public sealed partial class GuestLog
{
    private static readonly EventId MessageId = new(1, "GuestMessage");

    private readonly ILogger logger;
    private readonly string module;
    private readonly LogGrant grant;
    private readonly LogLevels levels;
    private readonly LogBudget budget;
    private readonly ConditionalWeakTable<GuestContext, InstanceLog> instances = [];

    /// <summary>Creates the log of a module.</summary>
    /// <param name="loggers">The host's loggers.</param>
    /// <param name="module">The name of the module.</param>
    /// <param name="grant">What its guests may write; by default what <see cref="LogGrant"/> has.</param>
    /// <param name="time">The clock that seconds are counted with; the system's by default.</param>
    public GuestLog(ILoggerFactory loggers, string module, LogGrant? grant = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentException.ThrowIfNullOrEmpty(module);
        this.module = module;
        this.grant = grant ?? LogGrant.Default;
        logger = loggers.CreateLogger(CapabilityTelemetry.ModulePrefix + module);
        levels = new LogLevels(this.grant);
        budget = new LogBudget(this.grant.MaxLinesPerSecond, this.grant.MaxBytesPerSecond, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Gets or sets the level below which nothing is written, while guests run, too. The levels of <see cref="LogGrant.Targets"/> stay, and the
    /// host's own filters of the category apply besides.
    /// </summary>
    public LogLevel MinimumLevel
    {
        get => levels.Minimum;
        set => levels.Minimum = value;
    }

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

    private InstanceLog InstanceOf(GuestContext context) => instances.GetValue(context, context =>
    {
        InstanceLog instance = new(this);
        context.RegisterForDispose(instance);
        return instance;
    });

    private bool IsEnabled(LogLevel level, ReadOnlySpan<char> target) =>
        level != LogLevel.None && level >= levels.Of(target) && logger.IsEnabled(level);

    /// <summary>Takes a line out of the budget, and reports what was dropped before it.</summary>
    private bool TryTake(int length)
    {
        if (!budget.TryTake(length * sizeof(char), out DroppedLines before))
        {
            CapabilityTelemetry.DropLine(module);
            return false;
        }

        Report(before);
        return true;
    }

    private void Report(DroppedLines dropped)
    {
        if (dropped.Lines > 0)
        {
            LogDropped(logger, module, dropped.Lines, dropped.Bytes);
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "The module {Module} wrote {Lines} lines more than it may, of {Bytes} bytes, which are not written.")]
    private static partial void LogDropped(ILogger logger, string module, long lines, long bytes);

    /// <summary>The log of one instance. What is dropped is reported at its end at the latest.</summary>
    private sealed class InstanceLog(GuestLog log) : ILog, IDisposable
    {
        private readonly LogScope scope = new(log.module);

        public void Write(ReadOnlySpan<char> message) => WriteText(LogLevel.Information, message);

        public bool IsEnabled(LogLevel level, ReadOnlySpan<char> target) => log.IsEnabled(level, target);

        public void WriteEvent(LogLevel level, ReadOnlySpan<char> target, ReadOnlySpan<char> message, IReadOnlyDictionary<string, AttributeValue>? properties)
        {
            if (log.IsEnabled(level, target) && log.TryTake(LengthOf(message) + target.Length + LengthOf(properties)))
            {
                Write(level, ShownText.WithLength(message, log.grant.MaxMessageLength), ShownText.Of(target, LogGrant.MaxTargetBytes), Gather(properties));
            }
        }

        public void WriteText(LogLevel level, ReadOnlySpan<char> text)
        {
            if (log.IsEnabled(level, "") && log.TryTake(LengthOf(text)))
            {
                string? message = null;
                GuestProperties? properties = text.Length <= log.grant.MaxMessageLength ? JsonMessage.Read(text, log.grant, out message) : null;
                Write(level, message ?? ShownText.WithLength(text, log.grant.MaxMessageLength), "", properties);
            }
        }

        public void Dispose() => log.Report(log.budget.TakeDropped());

        private void Write(LogLevel level, string message, string target, GuestProperties? properties)
        {
            using IDisposable? _ = log.logger.BeginScope(scope);
            GuestEvent written = new(message, target, properties);
            log.logger.Log(level, MessageId, written, null, static (state, _) => state.ToString());
        }

        private GuestProperties? Gather(IReadOnlyDictionary<string, AttributeValue>? properties)
        {
            if (properties is null)
            {
                return null;
            }

            GuestProperties gathered = new(log.grant);
            foreach ((string name, AttributeValue value) in properties)
            {
                gathered.Add(name, value.ToObject(log.grant.MaxValueLength));
            }

            return gathered;
        }

        private int LengthOf(ReadOnlySpan<char> message) => Math.Min(message.Length, log.grant.MaxMessageLength);

        private int LengthOf(IReadOnlyDictionary<string, AttributeValue>? properties)
        {
            int length = 0;
            foreach ((string name, AttributeValue value) in properties?.Take(log.grant.MaxProperties) ?? [])
            {
                length += Math.Min(name.Length, log.grant.MaxKeyLength)
                    + (value is AttributeValue.Text text ? Math.Min(text.Value.Length, log.grant.MaxValueLength) : sizeof(long) / sizeof(char));
            }

            return length;
        }
    }
}
