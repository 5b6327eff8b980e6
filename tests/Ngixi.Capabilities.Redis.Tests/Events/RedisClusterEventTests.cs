using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Redis.Tests.Servers;

namespace Ngixi.Capabilities.Redis.Tests.Events;

[Collection(OnCluster.Name)]
public sealed class RedisClusterEventTests(OneCluster cluster) : RedisEventConformance(cluster.Connection)
{
    protected override IEnumerable<int> Seeds => Tries.Seeds(3, 101);
}
