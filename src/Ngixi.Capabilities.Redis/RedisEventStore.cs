using System.Globalization;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>
/// Keeps topics in streams of Redis, where hosts on several machines share them: a group of a topic is a consumer group. All topics of
/// one <see cref="RedisStoreOptions.KeyPrefix"/> are in one slot: a cluster spreads stores, not the topics of one.
/// </summary>
/// <remarks>
/// The server's clock decides when a lease runs out. The client sends nothing twice: where the connection ends in the middle of a
/// publication, the guest gets <see cref="EventError.Unavailable"/>, and the event was published once or not at all.
/// </remarks>
public sealed class RedisEventStore : IEventStore
{
    /// <summary>How long a wait relies on messages, which a connection that breaks loses.</summary>
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(1);

    /// <summary>Up to here, the numbers of scripts are exact. No sequence is as large, and no server has as many bytes.</summary>
    private const long ExactNumber = 1L << 53;

    private const int LongestRun = 1_000;

    private static readonly RedisScript openTopic = new("events.lua", "events-open-topic.lua");
    private static readonly RedisScript openGroup = new("events.lua", "events-open-group.lua");
    private static readonly RedisScript removeGroup = new("events.lua", "events-remove-group.lua");
    private static readonly RedisScript find = new("events.lua", "events-find.lua");
    private static readonly RedisScript publish = new("events-publish-quick.lua", "events.lua", "events-publish.lua");
    private static readonly RedisScript take = new("events.lua", "events-take.lua");
    private static readonly RedisScript settle = new("events.lua", "events-settle.lua");
    private static readonly RedisScript acknowledge = new("events-ack-quick.lua", "events.lua", "events-settle.lua");
    private static readonly RedisScript wait = new("events.lua", "events-wait.lua");
    private static readonly RedisScript hasSpace = new("events.lua", "events-has-space.lua");

    private readonly RedisBackend redis;
    private readonly RedisWakes wakes;
    private readonly string start;

    private RedisEventStore(RedisBackend redis)
    {
        this.redis = redis;
        wakes = new RedisWakes(redis.Subscriber);
        start = $"{{{redis.KeyPrefix}}}:events:";
        Guarantees = new EventGuarantees(SurvivesExit: true, redis.SurvivesPowerLoss, IsShared: true);
    }

    /// <summary>
    /// Gets what the store promises, as the servers were set when it was created. A failover to a replica may still lose events.
    /// </summary>
    public EventGuarantees Guarantees { get; }

    /// <summary>Creates a store, after asking each primary whether it does what the store needs.</summary>
    /// <param name="connection">The connection, which stays the host's.</param>
    /// <param name="options">How Redis is used; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">A server cannot keep what the store promises. The message names the setting.</exception>
    /// <exception cref="EventException">No primary answers.</exception>
    public static async Task<RedisEventStore> CreateAsync(
        IConnectionMultiplexer connection, RedisStoreOptions? options = null, CancellationToken cancellationToken = default) =>
        new(await RedisBackend.OpenAsync(
            connection,
            options,
            static (fault, cause) => new EventException(
                fault.HasTimedOut ? EventError.TimedOut : EventError.Unavailable, fault.Message, cause),
            cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken = default)
    {
        EventRules.Check(topic, Guarantees);
        await RunAsync(openTopic, topic.Name, Settings(topic), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken = default)
    {
        EventTopic dead = EventRules.DeadLetterTopic(topic, group);
        RedisValue[] settings =
            [group.Name, Microseconds(group.Lease), group.MaxDeliveries, dead.Name, group.FromBeginning, .. Settings(dead)];
        Check(await RunAsync(openGroup, topic, settings, cancellationToken).ConfigureAwait(false), topic, group.Name);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken = default) =>
        Check(await RunAsync(removeGroup, topic, [group], cancellationToken).ConfigureAwait(false), topic, group);

    /// <inheritdoc/>
    public async ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken = default)
    {
        RedisResult found = await RunAsync(find, topic, [], cancellationToken).ConfigureAwait(false);
        if ((int)found[0] != 0)
        {
            return null;
        }

        string required = (string)found[8]!;
        EventTopic opened = new(topic)
        {
            MaxEvents = (int)found[4],
            MaxBytes = (long)found[5],
            MaxEventBytes = (int)found[6],
            Overflow = (EventOverflow)(int)found[7],
            Requires = new EventGuarantees(required[0] == '1', required[1] == '1', required[2] == '1'),
        };
        return new EventTopicState(opened, (ulong)found[1], (long)found[2], (long)found[3]);
    }

    /// <inheritdoc/>
    public async ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newEvent);

        // The payload is copied: a wait that was cancelled leaves the client with it, and the memory is the caller's again.
        RedisValue[] arguments = [newEvent.Payload.ToArray(), newEvent.TraceParent ?? ""];
        RedisResult published = await RunAsync(publish, topic, arguments, cancellationToken).ConfigureAwait(false);
        if (published.Resp2Type == ResultType.Integer)
        {
            return (ulong)published;
        }

        if ((EventError)(int)published[0] == EventError.TooLarge)
        {
            throw new EventException(
                EventError.TooLarge, $"The event has {newEvent.Payload.Length} bytes. The topic {topic} allows {published[1]}.");
        }

        throw EventRules.NoTopic(topic);
    }

    /// <inheritdoc/>
    public async ValueTask<EventBatch> TakeAsync(
        string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        RedisValue[] arguments = [group, maxEvents, maxBytes, EventRules.LeaseRanOut];
        RedisResult taken = Check(await RunAsync(take, topic, arguments, cancellationToken).ConfigureAwait(false), topic, group);
        return new EventBatch(Taken((RedisResult[])taken[2]!), (int)taken[1]);
    }

    /// <inheritdoc/>
    public async ValueTask<int> SettleAsync(
        string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settlements);

        bool isRun = IsRunOfAcks(settlements);

        RedisValue[] arguments = isRun
            ? [group, settlements[0].Receipt.Sequence, settlements.Count]
            : [group, .. settlements.Where(settlement => settlement.Receipt.Sequence is > 0 and < (ulong)ExactNumber).Select(Argument)];
        RedisResult settled = await RunAsync(isRun ? acknowledge : settle, topic, arguments, cancellationToken).ConfigureAwait(false);
        return settled.Resp2Type == ResultType.Integer ? (int)settled : (int)Check(settled, topic, group)[1];
    }

    /// <inheritdoc/>
    public async ValueTask WaitForEventsAsync(string topic, string group, CancellationToken cancellationToken = default)
    {
        Task next = await NextMessageAsync(topic, ":events", cancellationToken).ConfigureAwait(false);
        RedisResult answer = Check(await RunAsync(wait, topic, [group], cancellationToken).ConfigureAwait(false), topic, group);
        TimeSpan left = answer.Length < 2 ? longestWait : TimeSpan.FromMicroseconds((double)answer[1]);
        await WaitAsync(next, left, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask WaitForSpaceAsync(string topic, int bytes, CancellationToken cancellationToken = default)
    {
        Task next = await NextMessageAsync(topic, ":space", cancellationToken).ConfigureAwait(false);
        RedisResult answer = Check(await RunAsync(hasSpace, topic, [bytes], cancellationToken).ConfigureAwait(false), topic, "");
        await WaitAsync(next, (int)answer[1] == 1 ? TimeSpan.Zero : longestWait, cancellationToken).ConfigureAwait(false);
    }

    private static RedisValue[] Settings(EventTopic topic)
    {
        EventGuarantees requires = topic.Requires;
        string required = string.Concat(
            ((bool[])[requires.SurvivesExit, requires.SurvivesPowerLoss, requires.IsShared]).Select(does => does ? '1' : '0'));
        return [topic.MaxEvents, Math.Min(topic.MaxBytes, ExactNumber), topic.MaxEventBytes, (int)topic.Overflow, required];
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Says whether events that follow each other were handled at their first delivery, as most are.</summary>
    private static bool IsRunOfAcks(IReadOnlyList<EventSettlement> settlements)
    {
        if (settlements.Count is 0 or > LongestRun || settlements[0].Receipt.Sequence is 0 or > (ulong)(ExactNumber - LongestRun))
        {
            return false;
        }

        ulong next = settlements[0].Receipt.Sequence;
        return settlements.All(settlement => settlement is EventSettlement.Ack && settlement.Receipt == new EventReceipt(next++, 1));
    }

    private static RedisValue Argument(EventSettlement settlement)
    {
        (string kind, string rest) = settlement switch
        {
            EventSettlement.Ack => ("ack", ""),
            EventSettlement.Retry retry => ("retry", $" {Microseconds(retry.After)} {retry.Reason}"),
            EventSettlement.Reject reject => ("reject", $" 0 {reject.Reason}"),
            _ => throw new ArgumentException($"{settlement} is no settlement that the store knows.", nameof(settlement)),
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"{kind} {settlement.Receipt.Sequence} {settlement.Receipt.Deliveries}{rest}");
    }

    private static TakenEvent[] Taken(RedisResult[] items)
    {
        const int Each = 4; // The sequence, the deliveries, the payload and what is about it.
        TakenEvent[] events = new TakenEvent[items.Length / Each];
        for (int index = 0; index < events.Length; index++)
        {
            ReadOnlySpan<RedisResult> item = items.AsSpan(index * Each, Each);
            EventReceipt receipt = new((ulong)item[0], (int)item[1]);
            events[index] = item[2].IsNull
                ? new TakenEvent.Loss(receipt, (ulong)item[3])
                : Event(receipt, (byte[])item[2]!, (string)item[3]!);
        }

        return events;
    }

    private static TakenEvent.Event Event(EventReceipt receipt, byte[] payload, string about)
    {
        string[] parts = about.Split(' ', 4);
        DateTimeOffset published = DateTimeOffset
            .FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture)).AddMicroseconds(Integer(parts[1]));
        return new TakenEvent.Event(receipt, new EventRow(
            receipt.Sequence, payload, published, parts[2] is "" ? null : parts[2], parts[3] is "" ? null : Letter(parts[3])));
    }

    private static DeadLetter Letter(string text)
    {
        string[] parts = text.Split(' ', 5);
        return new DeadLetter(
            parts[0], parts[1], ulong.Parse(parts[2], CultureInfo.InvariantCulture), Integer(parts[3]), parts[4]);
    }

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static RedisResult Check(RedisResult answer, string topic, string group) =>
        (EventError)(int)answer[0] != EventError.Denied ? answer
        : (string?)answer[1] == "topic" ? throw EventRules.NoTopic(topic)
        : throw EventRules.NoGroup(topic, group);

    /// <summary>Waits for a message, no longer than there is nothing to do.</summary>
    private static async Task WaitAsync(Task message, TimeSpan left, CancellationToken cancellationToken)
    {
        if (left > TimeSpan.Zero)
        {
            await message.WaitAsync(left < longestWait ? left : longestWait, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Task<RedisResult> RunAsync(RedisScript script, string topic, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        cancellationToken.ThrowIfCancellationRequested();
        return redis.RunAsync(script, [start + topic], [start, topic, .. arguments], cancellationToken);
    }

    private Task<Task> NextMessageAsync(string topic, string what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        cancellationToken.ThrowIfCancellationRequested();
        return redis.WaitAsync(wakes.NextAsync(start + topic + what), cancellationToken);
    }
}
