using Microsoft.Extensions.Time.Testing;
using Ngixi.Capabilities.Conformance;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A store that forgets with its process, and whose clock is the test's.</summary>
internal sealed class SettableBackend : KeyValueBackend
{
    private readonly FakeTimeProvider time = new();

    public SettableBackend(Func<TimeProvider, IKeyValueStore> create) => Store = create(time);

    public override IKeyValueStore Store { get; }

    public override bool HasSettableClock => true;

    public override TimeSpan ShortTime => TimeSpan.FromSeconds(1);

    public override Task PassAsync(TimeSpan time)
    {
        this.time.Advance(time);
        return Task.CompletedTask;
    }

    public override Task<bool> TryReopenAsync() => Task.FromResult(false);
}
