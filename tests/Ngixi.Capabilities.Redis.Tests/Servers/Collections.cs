// Most of the time goes into waiting for servers.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Ngixi.Capabilities.Redis.Tests.Servers;

[CollectionDefinition(Name)]
public sealed class OnServer : ICollectionFixture<OneServer>
{
    public const string Name = "one server";
}

[CollectionDefinition(Name)]
public sealed class OnCluster : ICollectionFixture<OneCluster>
{
    public const string Name = "a cluster";
}
