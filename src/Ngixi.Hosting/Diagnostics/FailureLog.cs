using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;

namespace Ngixi.Hosting.Diagnostics;

/// <summary>
/// Writes the failures of one module's guests to the host's log, each once, where it left the guest: some a minute, and how many more
/// there were. For any number of threads.
/// </summary>
internal sealed partial class FailureLog(ILogger logger, string module, TimeProvider time)
{
    /// <summary>The failures that are written in a minute; a guest may make millions.</summary>
    public const int MaxPerMinute = 20;

    private readonly MinuteBudget budget = new(MaxPerMinute, time);

    /// <summary>Writes a failure of a call.</summary>
    /// <param name="failure">The failure. One of the caller's own, such as that it cancels, is none of the guest's.</param>
    /// <param name="sha256">The version of the module.</param>
    /// <param name="instance">The number of the instance among those of the process; 0 for one that did not start.</param>
    /// <param name="call">The number of the call among those of the instance.</param>
    public void Write(GuestCallException failure, string sha256, int instance, long call)
    {
        if (!budget.TryTake(out long before))
        {
            return;
        }

        if (before > 0)
        {
            LogUnwritten(logger, module, before);
        }

        using IDisposable? scope = logger.BeginScope(new Dictionary<string, object?>
        {
            ["wasm.module"] = module,
            ["wasm.sha256"] = sha256,
            ["wasm.instance"] = instance,
            ["wasm.call"] = call,
        }.ToFrozenDictionary());

        // What the host's own method threw has a stack that its developer needs. What Wasmtime throws says nothing more.
        Exception? ofHost = failure is GuestTrapException { HostException: { } thrown } ? thrown : null;
        string stack = failure is GuestTrapException ? "" : GuestStack.Lines(failure.Frames);
        LogFailure(logger, ofHost, FailureCase.Of(failure), failure.Message + stack);
    }

    /// <summary>Writes that nothing is known of the module's sources.</summary>
    public void WriteUnreadable(string reason) => LogUnreadable(logger, module, reason);

    /// <summary>Writes that a cache's file was of no use.</summary>
    public void WriteUnused(string file, string reason) => LogUnused(logger, module, file, reason);

    /// <summary>Writes that another version runs.</summary>
    public void WriteReplaced(string before, string now, int ended) => LogReplaced(logger, module, before, now, ended);

    /// <summary>Writes that another version was not taken.</summary>
    public void WriteKept(Exception exception) => LogKept(logger, module, exception.Message);

    /// <summary>Writes that a recording ended before its instance.</summary>
    public void WriteRecordingEnded(string file, string reason) => LogRecordingEnded(logger, module, file, reason);

    [LoggerMessage(10, LogLevel.Warning, "A guest failed ({Kind}). {Failure}")]
    private static partial void LogFailure(ILogger logger, Exception? exception, string kind, string failure);

    [LoggerMessage(11, LogLevel.Warning, "Guests of the module {Module} failed {Count} more times, which are not written.")]
    private static partial void LogUnwritten(ILogger logger, string module, long count);

    [LoggerMessage(13, LogLevel.Warning, "Compiled code in {File} is not used, and the module {Module} is compiled. {Reason}")]
    private static partial void LogUnused(ILogger logger, string module, string file, string reason);

    [LoggerMessage(14, LogLevel.Information, "The module {Module} was replaced: {Before} by {Now}. {Ended} instances were ended.")]
    private static partial void LogReplaced(ILogger logger, string module, string before, string now, int ended);

    [LoggerMessage(15, LogLevel.Warning, "The module {Module} was not replaced, and runs on. {Reason}")]
    private static partial void LogKept(ILogger logger, string module, string reason);

    [LoggerMessage(16, LogLevel.Warning, "The recording of an instance of the module {Module} in {File} ended before it did. {Reason}")]
    private static partial void LogRecordingEnded(ILogger logger, string module, string file, string reason);

    [LoggerMessage(12, LogLevel.Warning, "The source map or line table of the module {Module} is not used. {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string module, string reason);
}
