using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Quickstart.Contracts;

namespace Quickstart.Capabilities;

/// <summary>The guest's log is the host's.</summary>
internal sealed partial class LoggerLog(ILogger logger) : ILog
{
    public void Write(string message) => LogMessage(logger, message);

    public ISpan BeginSpan(string name) => new Span(logger, name);

    [LoggerMessage(1, LogLevel.Information, "{Message}")]
    private static partial void LogMessage(ILogger logger, string message);

    [LoggerMessage(2, LogLevel.Information, "span '{Name}' took {Milliseconds:F0} ms")]
    private static partial void LogSpan(ILogger logger, string name, double milliseconds);

    private sealed class Span(ILogger logger, string name) : ISpan
    {
        private readonly long begin = Stopwatch.GetTimestamp();

        public void Dispose()
        {
            TimeSpan length = Stopwatch.GetElapsedTime(begin);
            LogSpan(logger, name, length.TotalMilliseconds);
        }
    }
}
