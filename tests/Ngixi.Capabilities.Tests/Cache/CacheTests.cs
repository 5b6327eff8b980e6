using System.Text;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Http;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Cache;

/// <summary>Guests of a module remember together, within a grant.</summary>
public sealed class CacheTests : IDisposable
{
    private const int Area = 60_000;

    private readonly FakeTimeProvider time = new();
    private readonly GuestLines lines = new();
    private readonly Linker linker = new(RawGuest.Engine);

    public void Dispose() => linker.Dispose();

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void What_one_instance_made_the_next_one_has_until_it_expires_or_is_deleted(GuestLanguage language)
    {
        Define(new GuestCache(time: time));
        using CapabilityGuest first = CapabilityGuest.Start("cache", language, linker);
        first.Run("ask", 12);
        first.Run("ask", 12);
        using CapabilityGuest second = CapabilityGuest.Start("cache", language, linker);
        second.Run("ask", 12);
        Assert.Equal(["made 144", "kept 144", "kept 144"], lines.Take());
        time.Advance(TimeSpan.FromMinutes(1));
        second.Run("ask", 12);
        first.Run("ask", 7);
        second.Run("forget", 7);
        first.Run("ask", 7);
        second.Run("forgetAll");
        first.Run("ask", 12);
        Assert.Equal(["made 144", "made 49", "made 49", "made 144"], lines.Take());
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_that_puts_too_much_gets_no_error_and_no_more_memory(GuestLanguage language)
    {
        GuestCache cache = new(new CacheGrant { MaxBytes = 100_000, MaxValueBytes = 10_000 });
        Define(cache);
        using CapabilityGuest guest = CapabilityGuest.Start("cache", language, linker);
        guest.Run("flood", 1_000);
        Assert.Equal(["null", "kept"], lines.Take());
        int kept = Enumerable.Range(0, 1_000).Count(key => cache.Get($"{key}") is not null);
        Assert.Equal(100_000 / (1_024 + 6), kept);
        Assert.NotNull(cache.Get($"{1_000 - kept}"));
    }

    [Fact]
    public void What_was_not_used_for_longest_is_forgotten_first()
    {
        GuestCache cache = new(new CacheGrant { MaxEntries = 3 });
        Put(cache, "a", "1");
        Put(cache, "b", "1");
        Put(cache, "c", "1");
        Assert.Equal("1", Get(cache, "a"));
        Put(cache, "b", "2");
        Put(cache, "d", "1");
        Assert.Null(Get(cache, "c"));
        Assert.Equal("1", Get(cache, "a"));
        Assert.Equal("2", Get(cache, "b"));
        Assert.Equal("1", Get(cache, "d"));
    }

    [Fact]
    public void Bytes_are_those_of_keys_and_values_and_are_given_back()
    {
        GuestCache cache = new(new CacheGrant { MaxBytes = 20 });
        for (int round = 0; round < 10; round++)
        {
            Put(cache, "a", "12345678");
            Put(cache, "b", "12345678");
            Assert.Equal("12345678", Get(cache, "a"));
            Assert.Equal("12345678", Get(cache, "b"));
            Put(cache, "b", "123456789");
            Assert.Null(Get(cache, "a"));
            cache.Delete("b");
            cache.Delete("b");
            Put(cache, "a", "123456789012345678");
            Assert.Equal("123456789012345678", Get(cache, "a"));
            cache.Clear();
        }
    }

    [Fact]
    public void A_value_that_is_not_kept_leaves_no_older_one()
    {
        GuestCache cache = new(new CacheGrant { MaxValueBytes = 3, MaxBytes = 10 });
        Put(cache, "k", "old");
        Put(cache, "k", "long");
        Assert.Null(Get(cache, "k"));
        Put(cache, "k", "old");
        Put(cache, "k", "new", TimeSpan.Zero);
        Assert.Null(Get(cache, "k"));
        Put(cache, "12345", "");
        Put(cache, "123456", "");
        Assert.Equal("", Get(cache, "12345"));
        Assert.Null(Get(cache, "123456"));
        Put(new GuestCache(new CacheGrant { MaxEntries = 0 }), "k", "v");
    }

    [Fact]
    public void A_time_to_live_ends_to_the_tick_and_any_is_taken()
    {
        GuestCache cache = new(time: time);
        Put(cache, "k", "v", TimeSpan.FromTicks(2));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("v", Get(cache, "k"));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(Get(cache, "k"));
        Put(cache, "ever", "v", TimeSpan.FromTicks(long.MaxValue / 100));
        Put(cache, "never", "v", TimeSpan.FromTicks(long.MinValue / 100));
        time.Advance(TimeSpan.FromDays(10_000));
        Assert.Equal("v", Get(cache, "ever"));
        Assert.Null(Get(cache, "never"));
    }

    [Fact]
    public void Bytes_are_a_copy_of_the_guests_memory()
    {
        GuestCache cache = new();
        Define(cache);
        using RawGuest guest = Raw();
        guest.Write(100, "first"u8);
        guest.Call("cache_put", 0, 0, 100, 5, 0, 0L);
        guest.Write(100, "other"u8);
        Assert.Equal("first", Get(cache, ""));
        Assert.Equal(5, guest.Call("cache_get", 0, 0, Area));
        Assert.Equal("first"u8.ToArray(), guest.Bytes(Area + 8, 5).ToArray());
    }

    [Fact]
    public void A_length_beyond_memory_and_a_key_too_long_are_bad_arguments()
    {
        Define(new GuestCache());
        using RawGuest guest = Raw();
        foreach ((int address, int length) in new[] { (-1, 1), (RawGuest.MemorySize - 1, 2), (1, -1), (1, int.MaxValue) })
        {
            Assert.Equal("key", guest.CallToFail("cache_get", address, length, Area).Parameter);
            Assert.Equal("key", guest.CallToFail("cache_delete", address, length).Parameter);
            Assert.Equal("value", guest.CallToFail("cache_put", 0, 1, address, length, 0, 0L).Parameter);
        }

        Assert.Equal(-1, guest.Call("cache_get", 0, 1_024, Area));
        Assert.Equal("key", guest.CallToFail("cache_get", 0, 1_025, Area).Parameter);
    }

    [Fact]
    public void Modules_that_have_caches_of_their_own_see_nothing_of_each_other()
    {
        GuestCache one = new();
        GuestCache other = new();
        Put(one, "k", "v");
        Assert.Null(Get(other, "k"));
    }

    [Fact]
    public async Task Threads_at_the_same_time_stay_within_the_grant()
    {
        GuestCache cache = new(new CacheGrant { MaxEntries = 50, MaxBytes = 5_000 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            Random random = new(thread);
            for (int round = 0; round < 20_000; round++)
            {
                string key = $"{random.Next(200)}";
                switch (random.Next(4))
                {
                    case 0:
                        cache.Delete(key);
                        break;
                    case 1:
                        Put(cache, key, new string('v', random.Next(300)));
                        break;
                    default:
                        Assert.DoesNotContain(cache.Get(key) ?? [], value => value != 'v');
                        break;
                }
            }
        })));

        // Were it to count wrongly, what fits would not be kept, or too much.
        string[] kept = [.. Enumerable.Range(0, 200).Select(key => $"{key}").Where(key => cache.Get(key) is not null)];
        Assert.InRange(kept.Sum(key => (key.Length * 2) + cache.Get(key)!.Length), 0, 5_000);
        Array.ForEach(kept, cache.Delete);
        Put(cache, "", new string('v', 5_000));
        Assert.NotNull(cache.Get(""));
    }

    private static void Put(GuestCache cache, string key, string value, TimeSpan? timeToLive = null) =>
        cache.Put(key, Encoding.UTF8.GetBytes(value), timeToLive);

    private static string? Get(GuestCache cache, string key) => cache.Get(key) is { } value ? Encoding.UTF8.GetString(value) : null;

    private void Define(GuestCache cache)
    {
        linker.DefineCache(cache);
        linker.DefineLog(lines);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
    }

    private RawGuest Raw()
    {
        RawGuest guest = RawGuest.Create(
            linker,
            "env.cache_get (i32 i32 i32) -> i32",
            "env.cache_put (i32 i32 i32 i32 i32 i64)",
            "env.cache_delete (i32 i32)");
        guest.WriteArea(Area, 1_000);
        return guest;
    }
}
