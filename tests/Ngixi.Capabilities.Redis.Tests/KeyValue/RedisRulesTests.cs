using System.Globalization;
using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.KeyValue;

/// <summary>The scripts of writes, that of one put and that of all others, beside the rules that they mirror.</summary>
[Collection(OnServer.Name)]
public sealed class RedisRulesTests(OneServer server)
{
    private static readonly string[] keys = ["a", "b", "é", "東\U0001F600", "a\"b\\c", "0"];
    private static readonly string[] values =
        ["", "0", "-0", "00", "+1", " 1", "1 ", "1.0", "7", "-7", "999999999", "1000000000", "-1000000000", "4294967296",
         "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809", "99999999999999999999", "x\0y"];
    private static readonly long[] numbers =
        [0, 1, -1, 999_999_999, 1_000_000_000, -1_000_000_000, 9_007_199_254_740_993, long.MaxValue, long.MinValue, long.MinValue + 1];

    [Fact]
    public async Task Random_batches_do_in_the_script_what_the_rules_say()
    {
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(server.Connection);
        HashSet<KeyValueError?> seen = [];
        foreach (int seed in Tries.Seeds(30))
        {
            Random random = new(seed);
            KeyValueNamespace space = new($"rules {seed}", Guid.NewGuid().ToString());
            KeyValueQuota quota = new() { MaxKeys = random.Next(2, 6), MaxBytes = random.Next(3) == 0 ? 12_000 : random.Next(10, 100) };
            ModelRows model = new();
            Dictionary<ulong, ulong> versions = new() { [0] = 0 };
            for (int batch = 0; batch < 30; batch++)
            {
                // Half of them are alone, for that a put has a script of its own.
                int count = Math.Max(1, random.Next(-4, 6));
                KeyValueWrite[] writes = [.. Enumerable.Range(0, count).Select(_ => Write(random, versions.Keys.Max() + 1))];
                KeyValueWrite[] sent = [.. writes.Select(write => WithVersion(write, versions))];
                (IReadOnlyList<KeyValueResult>? expected, KeyValueError? expectedError) =
                    Try(() => KeyValueRules.Apply(model, quota, writes, DateTimeOffset.UnixEpoch));
                (IReadOnlyList<KeyValueResult>? results, KeyValueError? error) =
                    await TryAsync(() => store.ApplyAsync(space, quota, sent, default));

                string what = $"seed {seed}, batch {batch}: {string.Join("; ", writes.Select(write => write.ToString()))}";
                Assert.True(expectedError == error, $"{what}: {expectedError} and {error}");
                seen.Add(error);
                Assert.Equal(expected?.Select(result => result.Number), results?.Select(result => result.Number));
                foreach ((KeyValueResult there, KeyValueResult here) in (expected ?? []).Zip(results ?? []))
                {
                    versions.TryAdd(there.Version, here.Version);
                    Assert.True(versions[there.Version] == here.Version, what);
                }

                await CompareAsync(model, store, space, versions, what);
            }

            // What was sent before a script is put, or gone.
            RedisKey[] left = [.. server.Connection.GetServers()[0].Keys(pattern: $"ngixi:kv:{{{space}}}:sent:*")];
            Assert.Empty(left);
        }

        HashSet<KeyValueError?> all =
            [null, KeyValueError.VersionMismatch, KeyValueError.NotANumber, KeyValueError.NumberOverflow, KeyValueError.QuotaExceeded];
        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Sums_of_64_bits_are_those_of_dotnet()
    {
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(server.Connection);
        KeyValueNamespace space = new(nameof(Sums_of_64_bits_are_those_of_dotnet));
        Random random = new(Tries.Seed(1));
        IEnumerable<(long, long)> edges = numbers.SelectMany(left => numbers.Select(right => (left, right)));
        IEnumerable<(long, long)> others = Enumerable.Range(0, Tries.Count(400)).Select(_ => (Number(random), Number(random)));
        foreach ((long left, long right) in edges.Concat(others))
        {
            KeyValueWrite[] writes =
            [
                new KeyValueWrite.Put("n", Encoding.UTF8.GetBytes(left.ToString(CultureInfo.InvariantCulture)), null, null),
                new KeyValueWrite.Increment("n", right, null),
            ];
            (IReadOnlyList<KeyValueResult>? results, KeyValueError? error) =
                await TryAsync(() => store.ApplyAsync(space, new KeyValueQuota(), writes, default));
            Int128 sum = (Int128)left + right;
            bool fits = sum >= long.MinValue && sum <= long.MaxValue;
            Assert.True(
                fits ? results?[1].Number == (long)sum : error == KeyValueError.NumberOverflow,
                $"{left} and {right} are {sum}, and gave {results?[1].Number} or {error}");
        }
    }

    private static async Task CompareAsync(
        ModelRows model, RedisKeyValueStore store, KeyValueNamespace space, Dictionary<ulong, ulong> versions, string what)
    {
        KeyValuePage page = await store.ListAsync(space, "", null, KeyValueGrant.MaxPageKeys, default);
        Assert.Equal(model.Keys.Order(KeyValueOrder.Instance), page.Keys);
        foreach (string key in model.Keys)
        {
            KeyValueRow row = model.Find(key)!;
            KeyValueEntry entry = (await store.FindAsync(space, key, default))!;
            Assert.Equal(row.Value.ToArray(), entry.Value.ToArray());
            Assert.Equal(row.Value.ToArray(), await store.GetAsync(space, key, default));
            Assert.True(versions[row.Version] == entry.Version, what);
            Assert.True(row.Expires is null == entry.TimeToLive is null, what);
        }
    }

    private static KeyValueWrite Write(Random random, ulong nextVersion)
    {
        string key = keys[random.Next(keys.Length)];
        ulong? version = random.Next(3) == 0 ? (ulong)random.NextInt64((long)nextVersion) : null;
        return random.Next(8) switch
        {
            0 => new KeyValueWrite.Delete(key, version),
            1 => new KeyValueWrite.Require(key, version ?? 0),
            2 or 3 => new KeyValueWrite.Increment(key, numbers[random.Next(numbers.Length)], null),
            4 => new KeyValueWrite.Put(key, Value(random), TimeSpan.FromDays(1), version),
            _ => new KeyValueWrite.Put(key, Value(random), null, version),
        };
    }

    /// <summary>Makes a value, at times one that is sent before the script.</summary>
    private static byte[] Value(Random random)
    {
        if (random.Next(4) > 0)
        {
            return Encoding.UTF8.GetBytes(values[random.Next(values.Length)]);
        }

        byte[] value = new byte[random.Next(4_094, 4_100)];
        random.NextBytes(value);
        return value;
    }

    /// <summary>Gets a write with the store's version in place of the model's.</summary>
    private static KeyValueWrite WithVersion(KeyValueWrite write, Dictionary<ulong, ulong> versions)
    {
        ulong? Stored(ulong? version) => version is { } given ? versions.GetValueOrDefault(given, given) : null;
        return write switch
        {
            KeyValueWrite.Put put => put with { IfVersion = Stored(put.IfVersion) },
            KeyValueWrite.Delete delete => delete with { IfVersion = Stored(delete.IfVersion) },
            KeyValueWrite.Require require => require with { Version = Stored(require.Version)!.Value },
            _ => write,
        };
    }

    /// <summary>Makes numbers of all lengths.</summary>
    private static long Number(Random random) => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);

    private static (IReadOnlyList<KeyValueResult>? Results, KeyValueError? Error) Try(Func<IReadOnlyList<KeyValueResult>> apply)
    {
        try
        {
            return (apply(), null);
        }
        catch (KeyValueException exception)
        {
            return (null, exception.Error);
        }
    }

    private static async Task<(IReadOnlyList<KeyValueResult>? Results, KeyValueError? Error)> TryAsync(
        Func<ValueTask<IReadOnlyList<KeyValueResult>>> apply)
    {
        try
        {
            return (await apply(), null);
        }
        catch (KeyValueException exception)
        {
            return (null, exception.Error);
        }
    }
}
