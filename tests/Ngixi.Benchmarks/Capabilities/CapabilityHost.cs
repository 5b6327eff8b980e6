using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>What the capabilities of one work write to: loggers and listeners that look at what they get, and count it.</summary>
internal sealed class CapabilityHost : IDisposable
{
    /// <summary>The spans that are begun by hand.</summary>
    public static readonly ActivitySource ByHand = new("Ngixi.Benchmarks");

    private readonly List<IDisposable> disposables = [];
    private long scopesSeen;

    /// <summary>Gets what was done.</summary>
    public long Effects { get; private set; }

    /// <summary>Makes the loggers, which write from a level on.</summary>
    public ILoggerFactory Loggers(LogLevel minimum) =>
        Owned(LoggerFactory.Create(logging => logging.SetMinimumLevel(minimum).AddProvider(new CountingProvider(this))));

    /// <summary>Listens to spans from now on.</summary>
    public void Listen()
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source == ByHand || source.Name == CapabilityTelemetry.Name,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ => Effects++,
        };
        ActivitySource.AddActivityListener(listener);
        disposables.Add(listener);
    }

    public T Owned<T>(T disposable)
        where T : IDisposable
    {
        disposables.Add(disposable);
        return disposable;
    }

    public void Dispose()
    {
        disposables.Reverse();
        disposables.ForEach(disposable => disposable.Dispose());
    }

    /// <summary>Makes the text of each line, as a console does, and reads its scopes.</summary>
    private sealed class CountingProvider(CapabilityHost host) : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider scopes = null!;

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull => scopes.Push(state);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            scopes.ForEachScope(static (_, host) => host.scopesSeen++, host);
            host.Effects += formatter(state, exception).Length > 0 ? 1 : 0;
        }

        public void Dispose()
        {
        }
    }
}
