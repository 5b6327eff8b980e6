using StackExchange.Redis;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Values and a stream of events in Redis, as one uses it in C#.</summary>
internal sealed class RedisByHand : IDirectValues, IDirectEvents
{
    private const string Group = "benchmark";

    private readonly IDatabase database;
    private readonly RedisKey stream = $"stream:{Guid.NewGuid():N}";
    private RedisValue[] taken = [];

    public RedisByHand(IDatabase database)
    {
        this.database = database;
        database.StreamCreateConsumerGroup(stream, Group, StreamPosition.Beginning);
    }

    public byte[]? Get(string key) => database.StringGet(key);

    public void Set(string key, byte[] value) => database.StringSet(key, value);

    public void Publish(byte[] payload) => database.StreamAdd(stream, "payload", payload, maxLength: 1024);

    public int Take(int maxEvents)
    {
        taken = [.. database.StreamReadGroup(stream, Group, "consumer", StreamPosition.NewMessages, maxEvents).Select(entry => entry.Id)];
        return taken.Length;
    }

    public void Acknowledge() => database.StreamAcknowledge(stream, Group, taken);
}
