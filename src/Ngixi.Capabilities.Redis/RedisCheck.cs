using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>What is asked of the servers before a store is used: one that could not keep its promises is refused, in words.</summary>
internal static class RedisCheck
{
    /// <summary>The oldest version that the tests run with.</summary>
    private static readonly Version oldest = new(7, 0);

    /// <summary>Checks each primary.</summary>
    /// <returns>The least persistence of them.</returns>
    /// <exception cref="RedisConnectionException">No primary is connected.</exception>
    /// <exception cref="InvalidOperationException">A server does not do what the store needs.</exception>
    public static async Task<RedisPersistence> RunAsync(IConnectionMultiplexer connection, RedisStoreOptions options)
    {
        // A client that is still connecting keeps this back until it is connected, as long as its timeout allows.
        await connection.GetDatabase().PingAsync().ConfigureAwait(false);
        IServer[] servers = [.. connection.GetServers().Where(server => server.IsConnected)];
        IServer[] primaries = [.. servers.Where(server => !server.IsReplica)];
        if (primaries is [])
        {
            throw servers is [IServer replica, ..]
                ? Refusal(replica, "is a replica, which takes no writes", "connect to its primary")
                : new RedisConnectionException(
                    ConnectionFailureType.UnableToConnect, CommandFlags.None, "No server is connected.", null, CommandStatus.Unknown);
        }

        RedisPersistence least = RedisPersistence.Always;
        foreach (IServer primary in primaries)
        {
            RedisPersistence persistence = await CheckAsync(primary, options).ConfigureAwait(false);
            least = persistence < least ? persistence : least;
        }

        return least;
    }

    private static async Task<RedisPersistence> CheckAsync(IServer server, RedisStoreOptions options)
    {
        if (server.Version < oldest)
        {
            throw Refusal(server, $"has the version {server.Version}", $"use {oldest} or later");
        }

        Dictionary<string, string> facts = await InfoAsync(server).ConfigureAwait(false);
        string policy = facts.GetValueOrDefault("maxmemory_policy", "unknown");
        if (policy != "noeviction")
        {
            throw Refusal(server, $"has maxmemory-policy {policy}, and removes values to save memory", "set maxmemory-policy noeviction");
        }

        RedisPersistence persistence =
            facts.GetValueOrDefault("aof_enabled") != "1" ? RedisPersistence.None
            : await AppendsAlwaysAsync(server).ConfigureAwait(false) ? RedisPersistence.Always
            : RedisPersistence.EverySecond;
        return persistence >= options.MinimumPersistence
            ? persistence
            : throw Refusal(
                server,
                $"has the persistence {persistence}, and {nameof(RedisStoreOptions.MinimumPersistence)} is {options.MinimumPersistence}",
                options.MinimumPersistence == RedisPersistence.Always
                    ? "set appendonly yes and appendfsync always, and allow CONFIG GET to the store's user, and to the client by allowAdmin"
                    : $"set appendonly yes, or accept the loss with {nameof(RedisPersistence)}.{nameof(RedisPersistence.None)}");
    }

    /// <summary>Reads what the server says of itself, by a script: the store needs them anyway, and INFO alone needs allowAdmin.</summary>
    private static async Task<Dictionary<string, string>> InfoAsync(IServer server)
    {
        try
        {
            RedisResult text = await server
                .ExecuteAsync("EVAL", "return redis.call('INFO', 'memory') .. redis.call('INFO', 'persistence')", "0")
                .ConfigureAwait(false);
            return ((string)text!).Split("\r\n")
                .Select(line => line.Split(':', 2))
                .Where(fact => fact.Length == 2)
                .ToDictionary(fact => fact[0], fact => fact[1], StringComparer.Ordinal);
        }
        catch (RedisServerException exception)
        {
            string what = $"runs no scripts ({exception.Message})";
            throw Refusal(server, what, "allow EVAL and EVALSHA to the store's user, and INFO in scripts", exception);
        }
    }

    /// <summary>Says whether the server writes before it answers. One that does not say so promises nothing.</summary>
    private static async Task<bool> AppendsAlwaysAsync(IServer server)
    {
        try
        {
            return (await server.ConfigGetAsync("appendfsync").ConfigureAwait(false)) is [{ Value: "always" }];
        }
        catch (Exception exception) when (exception is RedisServerException or RedisCommandException)
        {
            return false;
        }
    }

    private static InvalidOperationException Refusal(IServer server, string what, string remedy, Exception? cause = null) =>
        new($"The Redis server {server.EndPoint} {what}: {remedy}.", cause);
}
