using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>What stores have of a Redis that was found to keep their promises.</summary>
internal sealed class RedisBackend
{
    private readonly Func<RedisFault, Exception, Exception> toException;

    private RedisBackend(
        IConnectionMultiplexer connection,
        RedisStoreOptions options,
        RedisPersistence persistence,
        Func<RedisFault, Exception, Exception> toException)
    {
        this.toException = toException;
        Database = connection.GetDatabase();
        Subscriber = connection.GetSubscriber();
        KeyPrefix = options.KeyPrefix;
        SurvivesPowerLoss = persistence == RedisPersistence.Always;
    }

    public IDatabase Database { get; }

    public ISubscriber Subscriber { get; }

    public string KeyPrefix { get; }

    public bool SurvivesPowerLoss { get; }

    /// <summary>Asks each primary whether it does what a store needs.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">How Redis is used; null for the defaults.</param>
    /// <param name="toException">Makes the exception of the store for a fault of Redis.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RedisBackend> OpenAsync(
        IConnectionMultiplexer connection,
        RedisStoreOptions? options,
        Func<RedisFault, Exception, Exception> toException,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        options ??= RedisStoreOptions.Default;
        RedisPersistence persistence = await RedisFault
            .WaitAsync(RedisCheck.RunAsync(connection, options), toException, cancellationToken).ConfigureAwait(false);
        return new RedisBackend(connection, options, persistence, toException);
    }

    /// <summary>
    /// Runs a script by its hash; a server that does not know it, for example since it restarted, gets its text. The token ends the
    /// wait, and not what was sent.
    /// </summary>
    public async Task<RedisResult> RunAsync(
        RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await Database.ScriptEvaluateAsync(script.Hash, keys, arguments, CommandFlags.DemandMaster)
                    .WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // It did not run, so that it cannot run twice.
                return await Database
                    .ScriptEvaluateAsync(script.Text, keys, arguments, CommandFlags.DemandMaster | CommandFlags.NoScriptCache)
                    .WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (RedisFault.Of(exception) is { } fault)
        {
            throw toException(fault, exception);
        }
    }

    /// <summary>Waits for an answer, and turns a fault into the exception of the store.</summary>
    public Task<T> WaitAsync<T>(Task<T> answer, CancellationToken cancellationToken) =>
        RedisFault.WaitAsync(answer, toException, cancellationToken);
}
