using System.Globalization;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Conformance;

/// <content>Random operations, against a model of few words.</content>
public abstract partial class KeyValueConformance
{
    private static readonly string[] SomeKeys = ["a", "a/b", "a/c", "é", "\uFFFF", "😀", "b%", "b_", "n"];

    [Fact]
    public async Task Random_operations_do_what_the_model_does()
    {
        foreach (int seed in Tries.Seeds(usualCount: 20))
        {
            try
            {
                await RunRandomAsync(new KeyValueNamespace($"{run}/{seed}"), new Random(seed));
            }
            catch (Exception exception)
            {
                string again = string.Create(CultureInfo.InvariantCulture, $"Again with NGIXI_SEED={seed} NGIXI_TRIES=1");
                throw new InvalidOperationException($"{again}: {exception.Message}", exception);
            }
        }
    }

    private async Task RunRandomAsync(KeyValueNamespace space, Random random)
    {
        KeyValueModel model = new();
        HashSet<ulong> versions = [0];
        List<string> done = [];
        for (int step = 0; step < 100; step++)
        {
            if (Backend.HasSettableClock && random.Next(4) == 0)
            {
                TimeSpan time = TimeSpan.FromMilliseconds(random.Next(1, 40));
                await Backend.PassAsync(time);
                model.Now += time;
                done.Add($"{time.TotalMilliseconds} ms");
            }

            KeyValueQuota quota = new() { MaxKeys = random.Next(3, 9), MaxBytes = random.Next(30, 60) };
            int count = random.Next(4) == 0 ? random.Next(2, 6) : 1;
            KeyValueWrite[] writes = [.. Enumerable.Range(0, count).Select(_ => Write(random, model))];
            done.AddRange(writes.Select(write => $"{write}"));
            KeyValueError? expected = model.Apply(writes, quota, out Dictionary<int, KeyValueModel.Row> changed, out long[] numbers);
            KeyValueError? error = null;
            try
            {
                IReadOnlyList<KeyValueResult> results = await Store.ApplyAsync(space, quota, writes, CancellationToken.None);
                foreach ((int index, KeyValueModel.Row row) in changed)
                {
                    row.Version = results[index].Version;
                    Assert.True(versions.Add(row.Version), $"The version {row.Version} was given twice.");
                }

                Assert.Equal(numbers, results.Select(result => result.Number));
            }
            catch (KeyValueException exception)
            {
                error = exception.Error;
            }

            Assert.True(expected == error, $"Expected {expected}, got {error} after {string.Join("; ", done)}.");
            await AssertSameAsync(space, random, model);
        }
    }

    private KeyValueWrite Write(Random random, KeyValueModel model)
    {
        string key = SomeKeys[random.Next(SomeKeys.Length)];
        TimeSpan? time = random.Next(2) == 0 ? null
            : Backend.HasSettableClock ? TimeSpan.FromMilliseconds(random.Next(1, 100)) : TimeSpan.FromDays(1);
        ulong? version = random.Next(4) switch
        {
            0 => 0,
            1 => model.Find(key)?.Version is { } there and < ulong.MaxValue ? there : 1_000_000_007,
            _ => null,
        };
        return random.Next(8) switch
        {
            0 => new KeyValueWrite.Require(key, version ?? 0),
            1 or 2 => new KeyValueWrite.Delete(key, version),
            3 or 4 => new KeyValueWrite.Increment(key, random.Next(5) == 0 ? long.MaxValue : random.Next(-20, 20), time),
            5 => new KeyValueWrite.Put(key, Bytes($"{random.Next(100)}"), time, version),
            _ => new KeyValueWrite.Put(key, new byte[random.Next(20)], time, version),
        };
    }

    private async Task AssertSameAsync(KeyValueNamespace space, Random random, KeyValueModel model)
    {
        string key = SomeKeys[random.Next(SomeKeys.Length)];
        KeyValueModel.Row? row = model.Find(key);
        KeyValueEntry? entry = await Store.FindAsync(space, key, CancellationToken.None);
        Assert.Equal(row?.Value, entry?.Value.ToArray());
        Assert.Equal(row?.Version, entry?.Version);
        Assert.Equal(row?.Value, await Store.GetAsync(space, key, CancellationToken.None));
        Assert.Equal(row is not null, await Store.ExistsAsync(space, key, CancellationToken.None));
        if (Backend.HasSettableClock)
        {
            Assert.Equal(row?.Expires - model.Now, entry?.TimeToLive);
        }

        string prefix = random.Next(2) == 0 ? "" : char.IsSurrogate(key[0]) ? key[..2] : key[..1];
        string? after = random.Next(2) == 0 ? null : SomeKeys[random.Next(SomeKeys.Length)];
        int limit = random.Next(1, 6);
        IReadOnlyList<string> keys = model.Keys(prefix, after);
        KeyValuePage page = await Store.ListAsync(space, prefix, after, limit, CancellationToken.None);
        Assert.Equal(keys.Take(limit), page.Keys);
        Assert.Equal(keys.Count > limit ? page.Keys[^1] : null, page.Next);
    }
}
