using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Servers;

/// <summary>Three primaries on this machine, which share the slots.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16_384;

    private readonly List<RedisServer> nodes = [];

    public static async Task<RedisCluster> StartAsync()
    {
        RedisCluster cluster = new();
        try
        {
            for (int node = 0; node < 3; node++)
            {
                cluster.nodes.Add(await RedisServer.StartAsync("--cluster-enabled", "yes", "--cluster-node-timeout", "5000"));
            }

            await cluster.JoinAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task<ConnectionMultiplexer> ConnectAsync()
    {
        ConfigurationOptions options = new() { AllowAdmin = true };
        foreach (RedisServer node in nodes)
        {
            options.EndPoints.Add(node.EndPoint);
        }

        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task JoinAsync()
    {
        for (int index = 0; index < nodes.Count; index++)
        {
            RedisServer node = nodes[index];
            await node.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", Slots * index / nodes.Count, (Slots * (index + 1) / nodes.Count) - 1);
            await node.ExecuteAsync("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
            await node.ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", nodes[0].Port);
        }

        Stopwatch waiting = Stopwatch.StartNew();
        foreach (RedisServer node in nodes)
        {
            while (!await KnowsAllAsync(node))
            {
                Assert.True(waiting.Elapsed < TimeSpan.FromSeconds(30), "The nodes did not become a cluster.");
            }
        }
    }

    private async Task<bool> KnowsAllAsync(RedisServer node)
    {
        string facts = (string)(await node.ExecuteAsync("CLUSTER", "INFO"))!;
        return facts.Contains("cluster_state:ok", StringComparison.Ordinal)
            && facts.Contains(string.Create(CultureInfo.InvariantCulture, $"cluster_size:{nodes.Count}"), StringComparison.Ordinal);
    }
}
