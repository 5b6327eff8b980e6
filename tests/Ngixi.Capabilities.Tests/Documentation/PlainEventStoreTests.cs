using Microsoft.Extensions.Time.Testing;
using Ngixi.Capabilities.Conformance;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>The store of the page does what every store does.</summary>
public sealed class PlainEventStoreTests : EventConformance
{
    private readonly FakeTimeProvider clock = new();
    private readonly PlainEventStore store;

    public PlainEventStoreTests() => store = new PlainEventStore(clock);

    protected override ValueTask<IEventStore> OpenAsync() => ValueTask.FromResult<IEventStore>(store);

    protected override ValueTask PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return ValueTask.CompletedTask;
    }
}
