using Microsoft.Extensions.Logging;

namespace Ngixi.Cli.Output;

/// <summary>Writes logs of guests, and of the host about them, to the standard error: a line each.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="live">The line under them.</param>
/// <param name="other">Gets them, too; null for nothing.</param>
internal sealed class TerminalLoggers(Terminal terminal, LiveLine live, ILoggerFactory? other = null) : ILoggerFactory
{
    /// <summary>A failure of a call, which the end of the command tells.</summary>
    private const int FailedCall = 10;

    public ILogger CreateLogger(string categoryName) =>
        new LineLogger(this, other?.CreateLogger(categoryName), categoryName.StartsWith("Wasm.", StringComparison.Ordinal));

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private void Write(LogLevel level, bool isGuest, string message, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        List<Words> line = [ToneOf(level), Words.Dim(isGuest ? "guest " : "host  "), message];
        foreach ((string name, object? value) in properties)
        {
            line.Add(Words.Dim($"  {name}={value}"));
        }

        live.Above(() => terminal.ErrorPage.Line(line));
    }

    private static Words ToneOf(LogLevel level) => level switch
    {
        LogLevel.Trace => Words.Dim("trace "),
        LogLevel.Debug => Words.Dim("debug "),
        LogLevel.Information => Words.Good("info  "),
        LogLevel.Warning => Words.Warning("warn  "),
        LogLevel.Error => Words.Bad("error "),
        _ => Words.Bad("crit  "),
    };

    private sealed class LineLogger(TerminalLoggers loggers, ILogger? other, bool isGuest) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => other?.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            other?.Log(logLevel, eventId, state, exception, formatter);
            if (!isGuest && eventId.Id == FailedCall)
            {
                return;
            }

            const string Own = "guest.";
            IEnumerable<KeyValuePair<string, object?>> properties = isGuest && state is IEnumerable<KeyValuePair<string, object?>> all
                ? all.Where(property => property.Key.StartsWith(Own, StringComparison.Ordinal))
                    .Select(property => KeyValuePair.Create(property.Key[Own.Length..], property.Value))
                : [];
            loggers.Write(logLevel, isGuest, formatter(state, exception), properties);
        }
    }
}
