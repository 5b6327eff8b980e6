using System.Buffers.Binary;
using System.Globalization;
using System.Threading.Channels;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;
using Xunit.Abstractions;

namespace Ngixi.Capabilities.Redis.Tests.KeyValue;

/// <summary>The server is killed and started again while many write. <c>NGIXI_TRIES</c> says how often.</summary>
public sealed class RedisKillTests(ITestOutputHelper output)
{
    private const int Workers = 6;

    private static readonly KeyValueNamespace space = new("kills");
    private static readonly KeyValueQuota quota = new();

    [Fact]
    public async Task No_acknowledged_write_is_lost_or_made_twice_and_quotas_add_up()
    {
        int seed = Tries.Seed(Environment.TickCount);
        int kills = Tries.Count(30);
        output.WriteLine($"seed {seed}, {kills} kills");
        Random random = new(seed);
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        Channel<int> acknowledged = Channel.CreateUnbounded<int>();
        using CancellationTokenSource end = new();
        Worker[] workers = [.. Enumerable.Range(0, Workers).Select(number => new Worker(store, number, random.Next()))];
        Task[] running = [.. workers.Select(worker => Task.Run(() => worker.RunAsync(acknowledged.Writer, end.Token)))];
        for (int kill = 0; kill < kills; kill++)
        {
            for (int writes = random.Next(1, 120); writes > 0; writes--)
            {
                await Task.WhenAny([acknowledged.Reader.ReadAsync().AsTask(), .. running]).Unwrap();
            }

            await server.KillAsync();
            await server.StartAgainAsync();
        }

        await end.CancelAsync();
        await Task.WhenAll(running);
        foreach (Worker worker in workers)
        {
            await worker.CheckAsync();
        }

        Assert.Equal((workers.Sum(worker => worker.Keys), workers.Sum(worker => worker.Bytes)), await CountedAsync(connection));
        output.WriteLine(
            $"{workers.Sum(worker => worker.Number)} batches of 3 writes; {workers.Sum(worker => worker.Unanswered)} had no answer, "
            + $"of which {workers.Sum(worker => worker.MadeAllTheSame)} were made");
    }

    [Fact]
    public async Task A_version_does_not_come_again_though_the_server_lost_the_last_writes()
    {
        await using RedisServer server = await RedisServer.StartAsync("--appendonly", "no");
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(
            connection, new RedisStoreOptions { MinimumPersistence = RedisPersistence.None });
        KeyValueWrite[] writes = [.. Enumerable.Range(0, 100).Select(_ => new KeyValueWrite.Increment("n", 1, null))];
        await store.ApplyAsync(space, quota, writes, default);
        await server.ExecuteAsync("SAVE");
        ulong lost = (await store.ApplyAsync(space, quota, writes, default))[^1].Version;
        await server.KillAsync();
        await server.StartAgainAsync();
        KeyValueResult result = (await store.ApplyAsync(space, quota, writes[..1], default))[0];
        Assert.Equal(101, result.Number);
        Assert.True(result.Version > lost, $"{lost} was lost, and {result.Version} is the next.");
    }

    private static async Task<(long Keys, long Bytes)> CountedAsync(ConnectionMultiplexer connection)
    {
        byte[] counts = (await connection.GetDatabase().HashGetAsync(new KeyValueKeys("ngixi", space).Rows, ""))!;
        long Number(int index) => (long)BinaryPrimitives.ReadDoubleLittleEndian(counts.AsSpan(index * sizeof(double)));
        return (Number(1), Number(2));
    }

    /// <summary>Writes batches, and knows what must be there: where no answer came, it asks whether the batch was made.</summary>
    private sealed class Worker(RedisKeyValueStore store, int number, int seed)
    {
        private readonly Dictionary<string, byte[]> values = new(StringComparer.Ordinal);
        private readonly Random random = new(seed);
        private ulong lastVersion;

        public long Number { get; private set; }

        public int Unanswered { get; private set; }

        public int MadeAllTheSame { get; private set; }

        public long Keys => values.Count;

        public long Bytes => values.Sum(value => KeyValueRules.Size(value.Key, value.Value.Length));

        private string Counter => $"{number} counter";

        public async Task RunAsync(ChannelWriter<int> acknowledged, CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                string put = $"{number} {random.Next(5)}";
                string deleted = $"{number} {random.Next(5)}";
                byte[] value = new byte[random.Next(300)];
                random.NextBytes(value);
                KeyValueWrite[] writes =
                [
                    new KeyValueWrite.Increment(Counter, 1, null),
                    new KeyValueWrite.Put(put, value, null, null),
                    new KeyValueWrite.Delete(deleted, null),
                ];
                if (await IsMadeAsync(writes))
                {
                    Number++;
                    values[Counter] = System.Text.Encoding.UTF8.GetBytes(Number.ToString(CultureInfo.InvariantCulture));
                    values[put] = value;
                    values.Remove(deleted);
                    acknowledged.TryWrite(number);
                }
            }
        }

        public async Task CheckAsync()
        {
            KeyValuePage page = await store.ListAsync(space, $"{number} ", null, 100, default);
            Assert.Equal(values.Keys.Order(StringComparer.Ordinal), page.Keys);
            foreach ((string key, byte[] value) in values)
            {
                Assert.Equal(value, await store.GetAsync(space, key, default));
            }
        }

        private async Task<bool> IsMadeAsync(KeyValueWrite[] writes)
        {
            try
            {
                IReadOnlyList<KeyValueResult> results = await store.ApplyAsync(space, quota, writes, default);
                Assert.Equal(Number + 1, results[0].Number);
                Assert.True(results[0].Version > lastVersion, "A version came again.");
                lastVersion = results[1].Version;
                return true;
            }
            catch (KeyValueException exception) when (exception.Error is KeyValueError.Unavailable or KeyValueError.TimedOut)
            {
                Unanswered++;
                long now = await CountedAsync();
                Assert.InRange(now, Number, Number + 1);
                MadeAllTheSame += (int)(now - Number);
                return now > Number;
            }
        }

        private async Task<long> CountedAsync()
        {
            while (true)
            {
                try
                {
                    byte[]? text = await store.GetAsync(space, Counter, default);
                    return text is null ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
                }
                catch (KeyValueException exception) when (exception.Error is KeyValueError.Unavailable or KeyValueError.TimedOut)
                {
                    // Killed again.
                }
            }
        }
    }
}
