using Ngixi.Capabilities.Conformance;
using Ngixi.Capabilities.Redis.Tests.Servers;

namespace Ngixi.Capabilities.Redis.Tests.KeyValue;

[Collection(OnCluster.Name)]
public sealed class RedisClusterKeyValueTests(OneCluster cluster) : KeyValueConformance
{
    protected override async Task<KeyValueBackend> OpenAsync()
    {
        RedisKeyValueBackend backend = new(cluster.ConnectAsync);
        await backend.TryReopenAsync();
        return backend;
    }
}
