using Microsoft.Extensions.Logging;

namespace Ngixi.Hosting.Stress;

/// <summary>Writes each line as a host's loggers do, and keeps none.</summary>
internal sealed class FormattingLoggers : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        TextWriter.Null.WriteLine(formatter(state, exception) + exception);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one logger.");

    public void Dispose()
    {
    }
}
