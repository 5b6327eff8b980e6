using Microsoft.Extensions.Time.Testing;
using Ngixi.Capabilities.Conformance;

namespace Ngixi.Capabilities.Tests.Events;

/// <summary>The store in memory does what every store does.</summary>
public sealed class MemoryEventStoreTests : EventConformance
{
    private readonly FakeTimeProvider clock = new();
    private readonly MemoryEventStore store;

    public MemoryEventStoreTests() => store = new MemoryEventStore(clock);

    protected override ValueTask<IEventStore> OpenAsync() => ValueTask.FromResult<IEventStore>(store);

    protected override ValueTask PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return ValueTask.CompletedTask;
    }
}
