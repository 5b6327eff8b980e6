namespace Ngixi.Capabilities.Conformance;

/// <content>Times to live.</content>
public abstract partial class KeyValueConformance
{
    [Fact]
    public async Task A_value_expires_when_its_time_is_over_and_not_before()
    {
        TimeSpan time = Backend.ShortTime;
        ulong version = (await ApplyOneAsync(Put("k", "v", time))).Version;
        await ApplyAsync(Put("later", "v", TimeSpan.FromHours(1)), Put("ever", "v"));
        if (Backend.HasSettableClock)
        {
            Assert.Equal(time, (await FindAsync("k"))!.TimeToLive);
            await Backend.PassAsync(time - TimeSpan.FromMilliseconds(1));
            Assert.Equal("v", await TextAsync("k"));
            Assert.Equal(TimeSpan.FromMilliseconds(1), (await FindAsync("k"))!.TimeToLive);
            Assert.True(await Store.ExistsAsync(Space, "k", CancellationToken.None));
            Assert.Equal(["ever", "k", "later"], await AllKeysAsync());
            time = TimeSpan.FromMilliseconds(1);
        }

        await Backend.PassAsync(time);
        Assert.Null(await TextAsync("k"));
        Assert.Null(await FindAsync("k"));
        Assert.False(await Store.ExistsAsync(Space, "k", CancellationToken.None));
        Assert.Equal(["ever", "later"], await AllKeysAsync());
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Require("k", version));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Put("k", "v", ifVersion: version));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Delete("k", version));
        Assert.Equal(0UL, (await ApplyOneAsync(Delete("k"))).Version);
        await ApplyAsync(Put("k", "w", ifVersion: 0));
        Assert.Equal("w", await TextAsync("k"));
        Assert.Null((await FindAsync("k"))!.TimeToLive);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24 * 60)]
    [InlineData(365 * 24 * 60)]
    public async Task The_time_that_is_left_is_told(int minutes)
    {
        TimeSpan time = TimeSpan.FromMinutes(minutes);
        await ApplyAsync(Put("k", "v", time));
        Assert.InRange((await FindAsync("k"))!.TimeToLive!.Value, time - TimeSpan.FromSeconds(50), time);
    }

    [Fact]
    public async Task A_value_of_1_ms_is_gone_after_it()
    {
        await ApplyAsync(Put("k", "v", TimeSpan.FromMilliseconds(1)));
        await Backend.PassAsync(TimeSpan.FromMilliseconds(1));
        Assert.Null(await TextAsync("k"));
    }

    [Fact]
    public async Task A_put_sets_the_time_anew()
    {
        TimeSpan time = Backend.ShortTime;
        await ApplyAsync(Put("ever", "v", time), Put("longer", "v", time), Put("shorter", "v", TimeSpan.FromHours(1)));
        await ApplyAsync(Put("ever", "w"), Put("longer", "w", TimeSpan.FromHours(1)), Put("shorter", "w", time));
        await Backend.PassAsync(time);
        Assert.Equal(["ever", "longer"], await AllKeysAsync());
        Assert.Null((await FindAsync("ever"))!.TimeToLive);
    }

    [Fact]
    public async Task An_increment_sets_the_time_of_a_new_number_alone()
    {
        TimeSpan time = Backend.ShortTime;
        await ApplyAsync(Increment("new", 1, time), Put("ever", "1"), Put("longer", "1", TimeSpan.FromHours(1)));
        await ApplyAsync(Increment("new", 1, TimeSpan.FromHours(1)), Increment("ever", 1, time), Increment("longer", 1, time));
        Assert.Null((await FindAsync("ever"))!.TimeToLive);
        await Backend.PassAsync(time);
        Assert.Equal(["ever", "longer"], await AllKeysAsync());
        Assert.Equal(3, (await ApplyOneAsync(Increment("new", 3))).Number);
        Assert.Null((await FindAsync("new"))!.TimeToLive);
    }

    [Fact]
    public async Task A_value_that_was_deleted_takes_its_time_with_it()
    {
        TimeSpan time = Backend.ShortTime;
        await ApplyAsync(Put("k", "v", time));
        await ApplyAsync(Delete("k"), Put("k", "w"));
        await Backend.PassAsync(time);
        Assert.Equal("w", await TextAsync("k"));
    }

    [Fact]
    public async Task What_expires_gives_its_quota_back()
    {
        // More rows than a write removes beside its own work.
        const int Count = 250;
        TimeSpan time = Backend.ShortTime;
        KeyValueQuota quota = new() { MaxKeys = Count, MaxBytes = Count * 14 };
        for (int index = 0; index < Count; index += 50)
        {
            await ApplyAsync(quota, [.. Enumerable.Range(index, 50).Select(key => Put($"old{key:D3}", "12345678", time))]);
        }

        if (Backend.HasSettableClock)
        {
            await AssertRefusedAsync(KeyValueError.QuotaExceeded, quota, Put("new000", "12345678"));
        }

        await Backend.PassAsync(time);
        for (int index = 0; index < Count; index += 50)
        {
            await ApplyAsync(quota, [.. Enumerable.Range(index, 50).Select(key => Put($"new{key:D3}", "12345678"))]);
        }

        Assert.Equal(Count, (await AllKeysAsync()).Count);
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, quota, Put("newest", ""));
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, quota, Put("new000", "123456789"));
    }

    [Fact]
    public async Task What_expires_takes_no_place_on_a_page()
    {
        TimeSpan time = Backend.ShortTime;
        await ApplyAsync([.. Enumerable.Range(0, 90).Select(key => Put($"k{key:D2}", "v", key % 9 == 0 ? null : time))]);
        await Backend.PassAsync(time);
        Assert.Equal(Enumerable.Range(0, 10).Select(key => $"k{key * 9:D2}"), await AllKeysAsync(limit: 3));
    }
}
