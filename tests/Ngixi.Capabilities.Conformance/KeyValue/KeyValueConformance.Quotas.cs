namespace Ngixi.Capabilities.Conformance;

/// <content>Quotas.</content>
public abstract partial class KeyValueConformance
{
    [Fact]
    public async Task Keys_are_counted()
    {
        await ApplyAsync(Keys(2), Put("a", "v"), Put("b", "v"));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, Keys(2), Put("c", ""));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, Keys(2), Increment("c", 1));
        await ApplyAsync(Keys(2), Put("a", "longer"));
        await ApplyAsync(Keys(2), Delete("a"));
        await ApplyAsync(Keys(2), Put("c", "v"));
        Assert.Equal(["b", "c"], await AllKeysAsync());
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, Keys(0), Put("d", ""));
    }

    [Fact]
    public async Task Bytes_of_keys_in_UTF_8_and_values_are_counted()
    {
        await ApplyAsync(ByteQuota(10), Put("é", "12345678"));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, ByteQuota(10), Put("é", "123456789"));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, ByteQuota(10), Put("a", ""));
        await ApplyAsync(ByteQuota(10), Put("é", "abcdefgh"));
        await ApplyAsync(ByteQuota(10), Put("é", "1234"));
        await ApplyAsync(ByteQuota(10), Put("a", "123"));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, ByteQuota(10), Put("a", "1234"));
        await ApplyAsync(ByteQuota(10), Delete("é"));
        await ApplyAsync(ByteQuota(10), Put("a", "123456789"));
        Assert.Equal("123456789", await TextAsync("a"));
    }

    [Fact]
    public async Task A_number_that_grows_is_counted()
    {
        await ApplyAsync(ByteQuota(2), Increment("n", 9));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, ByteQuota(2), Increment("n", 1));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, ByteQuota(2), Increment("n", -10));
        Assert.Equal("9", await TextAsync("n"));
        await ApplyAsync(ByteQuota(2), Increment("n", -9));
        Assert.Equal("0", await TextAsync("n"));
    }

    [Fact]
    public async Task A_batch_counts_as_a_whole()
    {
        KeyValueQuota quota = new() { MaxKeys = 2, MaxBytes = 8 };
        await ApplyAsync(quota, Put("a", "123"), Put("b", "123"));
        await ApplyAsync(quota, Put("c", "123"), Delete("a"));
        await ApplyAsync(quota, Delete("b"), Put("d", "123"));
        await ApplyAsync(quota, Put("e", "12345678"), Put("e", ""), Delete("c"));
        Assert.Equal(["d", "e"], await AllKeysAsync());
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, quota, Delete("d"), Put("f", "123"), Put("g", "123"));
        Assert.Equal(["d", "e"], await AllKeysAsync());
    }

    [Fact]
    public async Task What_is_there_by_a_larger_quota_stays_and_cannot_grow()
    {
        await ApplyAsync(Put("a", "12345"), Put("b", "12345"), Put("c", "12345"));
        KeyValueQuota lower = new() { MaxKeys = 1, MaxBytes = 5 };
        Assert.Equal("12345", await TextAsync("a"));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, lower, Put("d", ""));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, lower, Put("a", "123456"));
        await ApplyAsync(lower, Put("a", "54321"));
        await ApplyAsync(lower, Put("b", "1"));
        await ApplyAsync(lower, Delete("c"));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, lower, Put("c", ""));
        await ApplyAsync(lower, Delete("a"), Delete("b"));
        await ApplyAsync(lower, Put("d", "1234"));
        Assert.Equal(["d"], await AllKeysAsync());
    }

    [Fact]
    public async Task A_refused_write_costs_nothing()
    {
        KeyValueQuota quota = new() { MaxKeys = 2, MaxBytes = 20 };
        for (int round = 0; round < 10; round++)
        {
            await AssertRefusedAsync(KeyValueError.QuotaExceeded, quota, Put("k", new string('v', 20)));
            await AssertRefusedAsync(KeyValueError.VersionMismatch, quota, Put("k", "v"), Require("k", 0));
            await AssertRefusedAsync(KeyValueError.QuotaExceeded, quota, Put("a", ""), Put("b", ""), Put("c", ""));
        }

        await ApplyAsync(quota, Put("a", new string('v', 9)), Put("b", new string('v', 9)));
    }

    [Fact]
    public async Task Writers_at_the_same_time_never_have_more_keys_than_the_quota()
    {
        const int Most = 50;
        bool[][] kept = await TogetherAsync(async writer =>
        {
            bool[] own = new bool[10];
            for (int round = 0; round < own.Length; round++)
            {
                own[round] = await TryApplyAsync(KeyValueError.QuotaExceeded, Keys(Most), Put($"{writer}/{round}", "v"));
                Assert.InRange((await ListAsync()).Keys.Count, 0, Most);
            }

            return own;
        });
        Assert.Equal(Most, kept.Sum(own => own.Count(each => each)));
        Assert.Equal(Most, (await AllKeysAsync()).Count);
    }

    [Fact]
    public async Task Writers_at_the_same_time_never_have_more_bytes_than_the_quota()
    {
        KeyValueQuota quota = ByteQuota(500);
        await TogetherAsync(async writer =>
        {
            for (int round = 0; round < 20; round++)
            {
                string key = $"{(writer + round) % 12:D2}";
                if (round % 5 == 4)
                {
                    await ApplyAsync(quota, Delete(key));
                }
                else
                {
                    await TryApplyAsync(KeyValueError.QuotaExceeded, quota, Put(key, new string('v', (writer * 7) + round)));
                }
            }

            return true;
        });
        int kept = 0;
        foreach (string key in await AllKeysAsync())
        {
            kept += Bytes(key).Length + (await FindAsync(key))!.Value.Length;
        }

        // What is counted is what is there: so much fits, and not a byte more.
        Assert.InRange(kept, 0, 500);
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, quota, Put("x", new string('v', 500 - kept)));
        if (kept < 500)
        {
            await ApplyAsync(quota, Put("x", new string('v', 500 - kept - 1)));
        }
    }
}
