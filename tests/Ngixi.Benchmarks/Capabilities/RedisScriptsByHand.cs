using System.Globalization;
using StackExchange.Redis;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>
/// Values with versions and a quota of keys and bytes, and events with a sequence and a quota, in Redis: scripts as one writes them in C#
/// for what Ngixi.Capabilities promises of them. Nothing expires, and what is due again is found from time to time, which is not measured.
/// </summary>
internal sealed class RedisScriptsByHand(IDatabase database) : IDirectValues, IDirectEvents
{
    private const int MaxEntries = 10_000;
    private const int MaxBytes = 10 * 1024 * 1024;
    private const string Group = "benchmark";

    private const string SetScript =
        """
        local row = redis.call('HGET', KEYS[2], ARGV[1])
        local size = row and string.match(row, ' (%d+)$') or -#ARGV[1]
        local bytes = (redis.call('HGET', KEYS[3], 'bytes') or 0) + #ARGV[2] - size
        local keys = redis.call('HLEN', KEYS[2]) + (row and 0 or 1)
        if keys > tonumber(ARGV[3]) or bytes > tonumber(ARGV[4]) then
          return 0
        end
        local version = redis.call('HINCRBY', KEYS[3], 'version', 1)
        redis.call('SET', KEYS[1], ARGV[2])
        redis.call('HSET', KEYS[2], ARGV[1], version .. ' ' .. #ARGV[2])
        redis.call('HSET', KEYS[3], 'bytes', bytes)
        return version
        """;

    private const string PublishScript =
        """
        local bytes = (redis.call('HGET', KEYS[2], 'bytes') or 0) + #ARGV[1]
        if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[2]) or bytes > tonumber(ARGV[3]) then
          return 0
        end
        local sequence = redis.call('HINCRBY', KEYS[2], 'last', 1)
        redis.call('XADD', KEYS[1], sequence .. '-' .. #ARGV[1], 'payload', ARGV[1])
        redis.call('HSET', KEYS[2], 'bytes', bytes)
        return sequence
        """;

    private const string AcknowledgeScript =
        """
        local bytes = 0
        for index = 2, #ARGV do
          bytes = bytes + string.match(ARGV[index], '%d+$')
        end
        local ended = redis.call('XACK', KEYS[1], unpack(ARGV))
        redis.call('XDEL', KEYS[1], unpack(ARGV, 2))
        redis.call('HINCRBY', KEYS[2], 'bytes', -bytes)
        return ended
        """;

    private readonly string start = string.Create(CultureInfo.InvariantCulture, $"{{hand-{Guid.NewGuid():N}}}:");
    private RedisValue[] taken = [];
    private bool hasGroup;

    public byte[]? Get(string key) => database.StringGet(start + key);

    public void Set(string key, byte[] value) =>
        Check(database.ScriptEvaluate(
            SetScript, [start + key, start + "rows", start + "counts"], [key, value, MaxEntries, MaxBytes]));

    public void Publish(byte[] payload)
    {
        if (!hasGroup)
        {
            hasGroup = database.StreamCreateConsumerGroup(start + "events", Group, StreamPosition.Beginning);
        }

        Check(database.ScriptEvaluate(
            PublishScript, [start + "events", start + "topic"], [payload, MaxEntries, MaxBytes]));
    }

    public int Take(int maxEvents)
    {
        taken =
        [
            .. database.StreamReadGroup(start + "events", Group, "consumer", StreamPosition.NewMessages, maxEvents)
                .Select(entry => entry.Id),
        ];
        return taken.Length;
    }

    public void Acknowledge() =>
        Check(database.ScriptEvaluate(AcknowledgeScript, [start + "events", start + "topic"], [Group, .. taken]));

    private static void Check(RedisResult result)
    {
        if ((long)result == 0)
        {
            throw new InvalidOperationException("The quota has no room.");
        }
    }
}
