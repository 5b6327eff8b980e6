using System.Runtime.InteropServices;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A store is the distributed cache of a host, as that interface defines it.</summary>
public sealed class KeyValueDistributedCacheTests
{
    private static readonly KeyValueNamespace Space = new("host", "cache");

    private readonly FakeTimeProvider time = new();
    private readonly IKeyValueStore store;
    private readonly KeyValueDistributedCache cache;

    public KeyValueDistributedCacheTests()
    {
        store = new MemoryKeyValueStore(time);
        cache = new KeyValueDistributedCache(store, Space, time: time);
    }

    [Fact]
    public async Task A_value_is_set_got_and_removed()
    {
        Assert.Null(cache.Get("k"));
        cache.Set("k", "v"u8.ToArray());
        Assert.Equal("v", cache.GetString("k"));
        await cache.SetAsync("k", [], new DistributedCacheEntryOptions());
        Assert.Equal("", await cache.GetStringAsync("k"));
        await cache.RemoveAsync("k");
        cache.Remove("k");
        Assert.Null(await cache.GetAsync("k"));
        cache.Refresh("k");
        Assert.Throws<ArgumentNullException>(() => cache.Get(null!));
        Assert.Throws<ArgumentNullException>(() => cache.Set("k", null!));
    }

    [Fact]
    public void An_absolute_expiration_ends_whatever_is_read_meanwhile()
    {
        Set("relative", new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(10) });
        Set("absolute", new() { AbsoluteExpiration = time.GetUtcNow().AddSeconds(10) });
        Set("both", new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(10), SlidingExpiration = TimeSpan.FromSeconds(6) });
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.All(["relative", "absolute", "both"], key => Assert.Equal("v", cache.GetString(key)));
        time.Advance(TimeSpan.FromSeconds(4.999));
        Assert.All(["relative", "absolute", "both"], key => Assert.Equal("v", cache.GetString(key)));
        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.All(["relative", "absolute", "both"], key => Assert.Null(cache.Get(key)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Set("past", new() { AbsoluteExpiration = time.GetUtcNow() }));
    }

    [Fact]
    public void A_sliding_expiration_begins_anew_with_each_read_and_refresh()
    {
        Set("read", new() { SlidingExpiration = TimeSpan.FromSeconds(10) });
        Set("refreshed", new() { SlidingExpiration = TimeSpan.FromSeconds(10) });
        for (int round = 0; round < 5; round++)
        {
            time.Advance(TimeSpan.FromSeconds(9.999));
            Assert.Equal("v", cache.GetString("read"));
            cache.Refresh("refreshed");
        }

        Assert.Equal("v", cache.GetString("refreshed"));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(cache.Get("read"));
        Assert.Null(cache.Get("refreshed"));
    }

    [Fact]
    public void Times_of_part_of_a_millisecond_and_of_centuries_are_taken()
    {
        Set("short", new() { SlidingExpiration = TimeSpan.FromTicks(1) });
        Set("long", new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(100_000) });
        Assert.Equal("v", cache.GetString("short"));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(cache.Get("short"));
        time.Advance(TimeSpan.FromDays(364));
        Assert.Equal("v", cache.GetString("long"));
    }

    [Fact]
    public async Task What_was_set_meanwhile_is_not_replaced_by_a_read()
    {
        Set("k", new() { SlidingExpiration = TimeSpan.FromSeconds(10) });
        ScriptedStore slow = new(store);
        KeyValueDistributedCache reader = new(slow, Space, time: time);
        int calls = 0;
        slow.First = _ =>
        {
            // Between the read and the write that slides.
            if (++calls == 2)
            {
                cache.SetString("k", "new");
            }

            return Task.CompletedTask;
        };
        Assert.Equal("v", await reader.GetStringAsync("k"));
        Assert.Equal(2, calls);
        Assert.Equal("new", cache.GetString("k"));
    }

    [Fact]
    public void Any_text_is_a_key_and_none_is_another()
    {
        string hash = "#" + new string('A', 64);
        string[] keys =
        [
            "", "k", "#k", hash, "a\nb", "\0", new string('k', 513), new string('l', 513), "\ud800", "\ud801", "\ufffd", "é", "e\u0301",
        ];
        foreach (string key in keys)
        {
            cache.Set(key, Units(key));
        }

        Assert.All(keys, key => Assert.Equal(Units(key), cache.Get(key)));
        Assert.All(keys[..1], key => Assert.Null(new KeyValueDistributedCache(store, new("other"), time: time).Get(key)));
    }

    [Fact]
    public void Beyond_the_quota_it_throws_and_a_token_ends_it()
    {
        KeyValueDistributedCache small = new(store, Space, new KeyValueQuota { MaxKeys = 1 }, time);
        small.SetString("a", "v");
        Assert.Equal(KeyValueError.QuotaExceeded, Assert.Throws<KeyValueException>(() => small.SetString("b", "v")).Error);
        Assert.ThrowsAny<OperationCanceledException>(() => small.GetAsync("a", new CancellationToken(true)).GetAwaiter().GetResult());
    }

    private static byte[] Units(string text) => MemoryMarshal.AsBytes(text.AsSpan()).ToArray();

    private void Set(string key, DistributedCacheEntryOptions options) => cache.SetString(key, "v", options);
}
