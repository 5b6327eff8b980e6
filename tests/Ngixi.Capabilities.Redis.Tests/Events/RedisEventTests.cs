using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Redis.Tests.Servers;

namespace Ngixi.Capabilities.Redis.Tests.Events;

[Collection(OnServer.Name)]
public sealed class RedisEventTests(OneServer server) : RedisEventConformance(server.Connection)
{
    protected override IEnumerable<int> Seeds => Tries.Seeds(5);
}
