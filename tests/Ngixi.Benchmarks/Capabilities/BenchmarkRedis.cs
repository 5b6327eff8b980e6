using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>A server of this machine for the time of the process, which syncs its disk each second.</summary>
internal static class BenchmarkRedis
{
    private static readonly Lazy<ConnectionMultiplexer> Started = new(() => StartAsync().GetAwaiter().GetResult());

    public static IConnectionMultiplexer Connection => Started.Value;

    private static async Task<ConnectionMultiplexer> StartAsync()
    {
        RedisServer server = await RedisServer.StartAsync("--appendfsync", "everysec");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait();
        return await server.ConnectAsync();
    }
}
