using Ngixi.Capabilities.Conformance;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>The store in memory does what every store must.</summary>
public sealed class MemoryKeyValueTests : KeyValueConformance
{
    protected override Task<KeyValueBackend> OpenAsync() =>
        Task.FromResult<KeyValueBackend>(new SettableBackend(time => new MemoryKeyValueStore(time)));
}
