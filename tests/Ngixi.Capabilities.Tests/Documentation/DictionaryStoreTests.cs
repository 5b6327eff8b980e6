using Ngixi.Capabilities.Conformance;
using Ngixi.Capabilities.Tests.KeyValue;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>The store that docs/capabilities/key-value.md plugs in does what every store must.</summary>
public sealed class DictionaryStoreTests : KeyValueConformance
{
    protected override Task<KeyValueBackend> OpenAsync() =>
        Task.FromResult<KeyValueBackend>(new SettableBackend(time => new KeyValuePageCode.DictionaryStore(time)));
}
