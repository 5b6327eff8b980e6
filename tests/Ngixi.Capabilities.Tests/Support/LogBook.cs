using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Ngixi.Capabilities.Tests.Support;

/// <summary>Loggers whose records a test reads.</summary>
internal sealed class LogBook : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging())
        .BuildServiceProvider();

    public ILoggerFactory Loggers => services.GetRequiredService<ILoggerFactory>();

    public IReadOnlyList<FakeLogRecord> Records => services.GetFakeLogCollector().GetSnapshot();

    public FakeLogRecord Only => Assert.Single(Records);

    public void Clear() => services.GetFakeLogCollector().Clear();

    public void Dispose() => services.Dispose();
}
