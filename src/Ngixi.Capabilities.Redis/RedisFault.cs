using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>What kept Redis from doing its work.</summary>
/// <param name="HasTimedOut">Whether it only did not answer in time.</param>
/// <param name="Message">What happened, for the host.</param>
internal sealed record RedisFault(bool HasTimedOut, string Message)
{
    /// <summary>Waits for an answer, and turns a fault into the exception of a store.</summary>
    public static async Task<T> WaitAsync<T>(
        Task<T> answer, Func<RedisFault, Exception, Exception> toException, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Of(exception) is { } fault)
        {
            throw toException(fault, exception);
        }
    }

    /// <summary>Reads an exception of the client.</summary>
    /// <returns>The fault; null where the exception is about something else.</returns>
    public static RedisFault? Of(Exception exception) => exception switch
    {
        RedisTimeoutException => new RedisFault(true, "Redis did not answer in time."),
        RedisConnectionException => new RedisFault(false, "Redis cannot be reached, or the connection ended in the middle of the call."),
        RedisException or RedisCommandException => new RedisFault(false, $"Redis refused: {exception.Message}"),
        ObjectDisposedException => new RedisFault(false, "The connection to Redis was closed by the host."),
        _ => null,
    };
}
