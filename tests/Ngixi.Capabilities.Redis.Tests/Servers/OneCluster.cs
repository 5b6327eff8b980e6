using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Servers;

/// <summary>One cluster for many tests, which keep apart by their names.</summary>
public sealed class OneCluster : IAsyncLifetime
{
    private RedisCluster? cluster;
    private ConnectionMultiplexer? connection;

    public IConnectionMultiplexer Connection => connection!;

    /// <summary>Connects anew. The connection is the caller's.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => cluster!.ConnectAsync();

    public async Task InitializeAsync()
    {
        cluster = await RedisCluster.StartAsync();
        connection = await cluster.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await connection!.DisposeAsync();
        await cluster!.DisposeAsync();
    }
}
