using Microsoft.Extensions.Time.Testing;
using Ngixi.Capabilities.Conformance;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>The store in memory does what every store must.</summary>
public sealed class MemoryKeyValueTests : KeyValueConformance
{
    protected override Task<KeyValueBackend> OpenAsync() => Task.FromResult<KeyValueBackend>(new Backend());

    private sealed class Backend : KeyValueBackend
    {
        private readonly FakeTimeProvider time = new();

        public Backend() => Store = new MemoryKeyValueStore(time);

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
}
