using Ngixi.Capabilities.Conformance;
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

    /// <summary>Waits: the server's clock, which is this machine's, takes no orders.</summary>
    public override Task PassAsync(TimeSpan time) => Task.Delay(time + TimeSpan.FromMilliseconds(5));

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
