using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The clock of one module's guests: <c>linker.DefineClock(clock.ForInstance)</c>.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed class GuestClock
{
    private readonly ClockGrant grant;

    /// <summary>Creates the clock of a module.</summary>
    /// <param name="grant">The clock that its guests may read; by default the system's.</param>
    public GuestClock(ClockGrant? grant = null) => this.grant = grant ?? ClockGrant.Default;

    /// <summary>Gets the clock for guests in AssemblyScript: for <see cref="AssemblyScriptOptions.Clock"/>.</summary>
    public TimeProvider Time => grant.Time;

    /// <summary>Makes the clock of an instance.</summary>
    /// <param name="context">The instance.</param>
    public IClock ForInstance(GuestContext context) => new InstanceClock(grant.Time);

    private sealed class InstanceClock(TimeProvider time) : IClock
    {
        private readonly long began = time.GetTimestamp();

        public DateTimeOffset Now() => time.GetUtcNow();

        public TimeSpan Monotonic() => time.GetElapsedTime(began);
    }
}
