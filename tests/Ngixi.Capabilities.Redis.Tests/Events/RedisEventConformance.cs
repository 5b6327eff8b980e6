using Ngixi.Capabilities.Conformance;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Events;

/// <summary>The suite on a server that other tests use, too: each test has topics under a prefix of its own.</summary>
public abstract class RedisEventConformance(IConnectionMultiplexer connection) : EventConformance
{
    private readonly RedisStoreOptions options = new() { KeyPrefix = $"suite-{Guid.NewGuid():N}" };

    protected override TimeSpan Moment => TimeSpan.FromMilliseconds(300);

    protected override bool HasOwnClock => false;

    protected override async ValueTask<IEventStore> OpenAsync() => await RedisEventStore.CreateAsync(connection, options);

    protected override async ValueTask PassAsync(TimeSpan time) => await ServerClock.PassAsync(time);
}
