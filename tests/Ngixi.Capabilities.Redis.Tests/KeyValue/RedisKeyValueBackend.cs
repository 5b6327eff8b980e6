using Ngixi.Capabilities.Conformance;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.KeyValue;

/// <summary>A store on a server that other tests use, too, over a connection of its own.</summary>
internal sealed class RedisKeyValueBackend(Func<Task<ConnectionMultiplexer>> connect) : KeyValueBackend
{
    private ConnectionMultiplexer? connection;
    private RedisKeyValueStore? store;

    public override IKeyValueStore Store => store!;

    public override bool HasSettableClock => false;

    public override TimeSpan ShortTime => TimeSpan.FromMilliseconds(300);

    public override Task PassAsync(TimeSpan time) => ServerClock.PassAsync(time);

    public override async Task<bool> TryReopenAsync()
    {
        await DisposeAsync();
        connection = await connect();
        store = await RedisKeyValueStore.CreateAsync(connection);
        return true;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
