using Microsoft.Extensions.Logging;

namespace Ngixi.Capabilities;

/// <summary>Writes the denials of one module to the host's log: some a minute, and how many more there were.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed partial class DenialLog
{
    /// <summary>The denials that are written in a minute; a guest may make millions.</summary>
    public const int MaxPerMinute = 20;

    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly Lock minute = new();
    private long minuteBegan;
    private int written;
    private long unwritten;

    /// <summary>Creates the log of a module.</summary>
    /// <param name="logger">Where denials are written, as warnings.</param>
    /// <param name="module">The name of the module.</param>
    /// <param name="time">The clock that minutes are counted with; the system's by default.</param>
    public DenialLog(ILogger logger, string module, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(module);
        this.logger = logger;
        Module = module;
        this.time = time ?? TimeProvider.System;
        minuteBegan = this.time.GetTimestamp();
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Writes a denial, or counts it when there were too many of late.</summary>
    /// <param name="denial">The denial.</param>
    public void Write(Denial denial)
    {
        ArgumentNullException.ThrowIfNull(denial);
        long before = 0;
        lock (minute)
        {
            if (time.GetElapsedTime(minuteBegan) >= TimeSpan.FromMinutes(1))
            {
                minuteBegan = time.GetTimestamp();
                written = 0;
                (before, unwritten) = (unwritten, 0);
            }

            if (written == MaxPerMinute)
            {
                unwritten++;
                return;
            }

            written++;
        }

        if (before > 0)
        {
            LogUnwritten(logger, Module, before);
        }

        string remedy = denial.Grant is null ? "No grant can allow it." : $"To allow it, add: {denial.Grant}";
        LogDenial(logger, Module, denial.Capability, denial.Request, denial.Reason, remedy);
    }

    [LoggerMessage(1, LogLevel.Warning, "The module {Module} was denied {Capability}: {Request}. {Reason}. {Remedy}")]
    private static partial void LogDenial(ILogger logger, string module, string capability, string request, string reason, string remedy);

    [LoggerMessage(2, LogLevel.Warning, "The module {Module} was denied {Count} more requests, which are not written.")]
    private static partial void LogUnwritten(ILogger logger, string module, long count);
}
