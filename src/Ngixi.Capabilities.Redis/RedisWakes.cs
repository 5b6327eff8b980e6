using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>
/// Wakes who waits for a topic, when a script says that it changed. Messages that are sent while the connection is down are lost, so that
/// nobody waits for one alone.
/// </summary>
internal sealed class RedisWakes(ISubscriber subscriber)
{
    private readonly ConcurrentDictionary<string, Channel> channels = new(StringComparer.Ordinal);

    /// <summary>Gets what ends with the next message of a channel, of which none is missed from then on.</summary>
    public async Task<Task> NextAsync(string name)
    {
        Channel channel = channels.GetOrAdd(name, static _ => new Channel());
        Task next = channel.Next;
        await channel.SubscribeAsync(subscriber, name).ConfigureAwait(false);
        return next;
    }

    private sealed class Channel
    {
        private readonly Lock one = new();
        private TaskCompletionSource next = NewSource();
        private Task? subscription;

        public Task Next => Volatile.Read(ref next).Task;

        /// <summary>Subscribes, once; where that failed, again.</summary>
        public Task SubscribeAsync(ISubscriber subscriber, string name)
        {
            lock (one)
            {
                return subscription is null or { IsFaulted: true } or { IsCanceled: true }
                    ? subscription = subscriber.SubscribeAsync(RedisChannel.Literal(name), (_, _) => Wake())
                    : subscription;
            }
        }

        private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private void Wake() => Interlocked.Exchange(ref next, NewSource()).SetResult();
    }
}
