using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Servers;

/// <summary>One server for many tests, which keep apart by their names.</summary>
public sealed class OneServer : IAsyncLifetime
{
    private RedisServer? server;
    private ConnectionMultiplexer? connection;

    public IConnectionMultiplexer Connection => connection!;

    /// <summary>Connects anew. The connection is the caller's.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => server!.ConnectAsync();

    public async Task InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        connection = await server.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await connection!.DisposeAsync();
        await server!.DisposeAsync();
    }
}
