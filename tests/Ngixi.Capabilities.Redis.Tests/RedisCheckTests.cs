using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests;

/// <summary>A server that could not keep the promises of a store is refused at the start, in words.</summary>
public sealed class RedisCheckTests
{
    [Theory]
    [InlineData("always", true)]
    [InlineData("everysec", false)]
    [InlineData("no", false)]
    public async Task Survival_of_a_loss_of_power_is_what_appendfsync_says(string setting, bool survives)
    {
        await using RedisServer server = await RedisServer.StartAsync("--appendfsync", setting);
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        KeyValueGuarantees expected = new(KeyValueConsistency.Strong, SurvivesExit: true, survives, IsShared: true, TimeSpan.Zero);
        Assert.Equal(expected, store.Guarantees);
    }

    [Fact]
    public async Task A_store_that_must_survive_a_loss_of_power_refuses_everysec_and_a_client_that_cannot_ask()
    {
        RedisStoreOptions options = new() { MinimumPersistence = RedisPersistence.Always };
        await using RedisServer server = await RedisServer.StartAsync();
        await using (ConnectionMultiplexer connection = await server.ConnectAsync())
        {
            Assert.True((await RedisKeyValueStore.CreateAsync(connection, options)).Guarantees.SurvivesPowerLoss);
            await connection.GetServer(server.EndPoint).ConfigSetAsync("appendfsync", "everysec");
        }

        string expected =
            $"The Redis server {server.EndPoint} has the persistence EverySecond, and MinimumPersistence is Always: "
            + "set appendonly yes and appendfsync always, and allow CONFIG GET to the store's user, and to the client by allowAdmin.";
        Assert.Equal(expected, await RefusalAsync(server, options));
        await server.ExecuteAsync("CONFIG", "SET", "appendfsync", "always");
        Assert.Equal(expected, await RefusalAsync(server, options, settings => settings.AllowAdmin = false));
    }

    [Fact]
    public async Task A_server_without_persistence_is_refused_unless_the_host_accepts_the_loss()
    {
        await using RedisServer server = await RedisServer.StartAsync("--appendonly", "no");
        Assert.Equal(
            $"The Redis server {server.EndPoint} has the persistence None, and MinimumPersistence is EverySecond: "
            + "set appendonly yes, or accept the loss with RedisPersistence.None.",
            await RefusalAsync(server));
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(
            connection, new RedisStoreOptions { MinimumPersistence = RedisPersistence.None });
        Assert.False(store.Guarantees.SurvivesPowerLoss);
    }

    [Theory]
    [InlineData("allkeys-lru")]
    [InlineData("volatile-ttl")]
    public async Task A_server_that_evicts_is_refused(string policy)
    {
        await using RedisServer server = await RedisServer.StartAsync("--maxmemory", "100mb", "--maxmemory-policy", policy);
        Assert.Equal(
            $"The Redis server {server.EndPoint} has maxmemory-policy {policy}, and removes values to save memory: "
            + "set maxmemory-policy noeviction.",
            await RefusalAsync(server));
    }

    [Fact]
    public async Task A_replica_is_refused_where_its_primary_is_not_connected()
    {
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {primary.Port}");
        Assert.Equal(
            $"The Redis server {replica.EndPoint} is a replica, which takes no writes: connect to its primary.",
            await RefusalAsync(replica));
    }

    [Fact]
    public async Task A_user_that_may_run_no_scripts_is_refused()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.ExecuteAsync("ACL", "SETUSER", "guest", "on", ">secret", "~*", "&*", "+@all", "-@scripting");
        string refusal = await RefusalAsync(server, configure: settings =>
        {
            settings.User = "guest";
            settings.Password = "secret";
        });
        Assert.StartsWith($"The Redis server {server.EndPoint} runs no scripts (NOPERM", refusal, StringComparison.Ordinal);
        Assert.EndsWith("): allow EVAL and EVALSHA to the store's user, and INFO in scripts.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_refused()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        IConnectionMultiplexer old = Changed.Of<IConnectionMultiplexer>(
            connection,
            nameof(IConnectionMultiplexer.GetServers),
            (IServer[])[Changed.Of<IServer>(connection.GetServer(server.EndPoint), "get_Version", new Version(6, 2, 14))]);
        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => RedisKeyValueStore.CreateAsync(old));
        Assert.Equal($"The Redis server {server.EndPoint} has the version 6.2.14: use 7.0 or later.", refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a{b}")]
    [InlineData("a b")]
    [InlineData("é")]
    public void A_prefix_that_could_reach_another_slot_or_read_as_two_is_refused(string prefix) =>
        Assert.Contains(
            "KeyPrefix has 1 to 64 ASCII letters",
            Assert.Throws<ArgumentException>(() => new RedisStoreOptions { KeyPrefix = prefix }).Message,
            StringComparison.Ordinal);

    private static async Task<string> RefusalAsync(
        RedisServer server, RedisStoreOptions? options = null, Action<ConfigurationOptions>? configure = null)
    {
        await using ConnectionMultiplexer connection = await server.ConnectAsync(configure);
        return (await Assert.ThrowsAsync<InvalidOperationException>(() => RedisKeyValueStore.CreateAsync(connection, options))).Message;
    }
}
