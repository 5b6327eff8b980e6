using Microsoft.Extensions.Logging;

namespace Ngixi.Capabilities;

/// <summary>
/// Writes the denials of one module, and the failures of what it uses, to the host's log: some a minute, and how many more there were.
/// </summary>
/// <remarks>For any number of threads.</remarks>
public sealed partial class DenialLog
{
    /// <summary>The denials that are written in a minute, and the failures; a guest may make millions.</summary>
    public const int MaxPerMinute = 20;

    private readonly ILogger logger;
    private readonly Func<Denial, string> remedy;
    private readonly Action<Denial>? denied;
    private readonly MinuteBudget denials;
    private readonly MinuteBudget failures;

    /// <summary>Creates the log of a module.</summary>
    /// <param name="logger">Where denials and failures are written, as warnings.</param>
    /// <param name="module">The name of the module.</param>
    /// <param name="time">The clock that minutes are counted with; the system's by default.</param>
    /// <param name="remedy">Says what to do to allow what was denied, of a denial with a grant; by default what to add, as C#.</param>
    /// <param name="denied">Is told of each denial, of those, too, that are not written.</param>
    public DenialLog(
        ILogger logger,
        string module,
        TimeProvider? time = null,
        Func<Denial, string>? remedy = null,
        Action<Denial>? denied = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(module);
        this.logger = logger;
        Module = module;
        this.denied = denied;
        this.remedy = remedy ?? (static denial => $"To allow it, add: {denial.Grant}");
        denials = new MinuteBudget(MaxPerMinute, time ?? TimeProvider.System);
        failures = new MinuteBudget(MaxPerMinute, time ?? TimeProvider.System);
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Writes a denial, or counts it when there were too many of late.</summary>
    /// <param name="denial">The denial.</param>
    public void Write(Denial denial)
    {
        ArgumentNullException.ThrowIfNull(denial);
        denied?.Invoke(denial);
        if (!denials.TryTake(out long before))
        {
            return;
        }

        if (before > 0)
        {
            LogUnwritten(logger, Module, before);
        }

        string advice = denial.Grant is null ? "No grant can allow it." : remedy(denial);
        LogDenial(logger, Module, denial.Capability, denial.Request, denial.Reason, advice);
    }

    /// <summary>Writes a failure of what the module uses, or counts it when there were too many of late.</summary>
    internal void WriteFailure(string capability, Exception exception)
    {
        if (!failures.TryTake(out long before))
        {
            return;
        }

        if (before > 0)
        {
            LogUnwrittenFailures(logger, Module, before);
        }

        LogFailure(logger, exception, Module, capability, exception.Message);
    }

    [LoggerMessage(1, LogLevel.Warning, "The module {Module} was denied {Capability}: {Request}. {Reason}. {Remedy}")]
    private static partial void LogDenial(ILogger logger, string module, string capability, string request, string reason, string remedy);

    [LoggerMessage(2, LogLevel.Warning, "The module {Module} was denied {Count} more requests, which are not written.")]
    private static partial void LogUnwritten(ILogger logger, string module, long count);

    [LoggerMessage(3, LogLevel.Warning, "The {Capability} of the module {Module} failed: {Reason}")]
    private static partial void LogFailure(ILogger logger, Exception exception, string module, string capability, string reason);

    [LoggerMessage(4, LogLevel.Warning, "What the module {Module} uses failed {Count} more times, which are not written.")]
    private static partial void LogUnwrittenFailures(ILogger logger, string module, long count);
}
