using Ngixi.Capabilities.Conformance;
using Ngixi.Capabilities.Redis.Tests.Servers;

namespace Ngixi.Capabilities.Redis.Tests.KeyValue;

[Collection(OnServer.Name)]
public sealed class RedisKeyValueTests(OneServer server) : KeyValueConformance
{
    protected override async Task<KeyValueBackend> OpenAsync()
    {
        RedisKeyValueBackend backend = new(server.ConnectAsync);
        await backend.TryReopenAsync();
        return backend;
    }
}
