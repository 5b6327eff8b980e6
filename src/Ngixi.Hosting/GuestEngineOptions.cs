using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ngixi.Hosting;

/// <summary>How guests run, and what manifests can grant them.</summary>
public sealed class GuestEngineOptions
{
    /// <summary>Gets or sets the threads that guests run on, at most. A guest that waits takes one, too. 64 by default.</summary>
    public int MaxThreads { get; set; } = 64;

    /// <summary>Gets or sets the threads that the guests of one module have at most, so that others run, too; 48 by default.</summary>
    public int MaxThreadsPerModule { get; set; } = 48;

    /// <summary>Gets or sets the calls of one module that wait for a thread, at most; 1,000 by default.</summary>
    public int MaxQueuedCalls { get; set; } = 1_000;

    /// <summary>Gets or sets the bytes of stack that a guest may use; 512 KiB by default.</summary>
    public int GuestStack { get; set; } = 512 * 1024;

    /// <summary>Gets or sets how often guests are asked whether their time is over; 10 ms by default.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets the capabilities that manifests can grant. Add your own.</summary>
    public CapabilitySet Capabilities { get; } = CapabilitySet.Standard();

    /// <summary>Gets or sets where guests and the host log to; nowhere by default.</summary>
    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets what makes the meter <c>Ngixi.Hosting</c>; it is made without by default.</summary>
    public IMeterFactory? Meters { get; set; }

    /// <summary>Gets or sets the clock of deadlines and budgets; the system's by default.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
