using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>A clock that runs a little slower than its timers.</summary>
internal sealed class LateClock : FakeTimeProvider
{
    public override long GetTimestamp() => base.GetTimestamp() / 1_000 * 999;
}
