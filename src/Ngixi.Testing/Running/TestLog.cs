using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;

namespace Ngixi.Testing.Running;

/// <summary>Keeps what one guest logs and what it is denied, and passes everything on.</summary>
internal sealed class TestLog(ILoggerFactory others, string module) : ILoggerFactory
{
    // Of the failure itself, which the result has.
    private const int FailureEvent = 10;

    private readonly string[] categories = [CapabilityTelemetry.ModulePrefix + module, $"Ngixi.Guests.{module}"];
    private readonly List<string> lines = [];

    /// <summary>Gets the lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName)
    {
        ILogger other = others.CreateLogger(categoryName);
        return categories.Contains(categoryName) ? new Keeper(this, other) : other;
    }

    public void AddProvider(ILoggerProvider provider) => others.AddProvider(provider);

    // The others are the host's.
    public void Dispose()
    {
    }

    private void Keep(LogLevel level, string text)
    {
        string name = level switch
        {
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            _ => level.ToString().ToLowerInvariant(),
        };
        lock (lines)
        {
            lines.Add($"{name}: {text}");
        }
    }

    private sealed class Keeper(TestLog log, ILogger other) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => other.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id != FailureEvent)
            {
                log.Keep(logLevel, formatter(state, exception));
            }

            if (other.IsEnabled(logLevel))
            {
                other.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
