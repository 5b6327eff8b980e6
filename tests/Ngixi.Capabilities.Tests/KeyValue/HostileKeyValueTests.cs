using System.Text;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A guest that passes anything gets a trap or a code, and reaches nothing of others.</summary>
public sealed class HostileKeyValueTests
{
    private const long Day = 24L * 3600 * 1_000_000_000;

    private static readonly int InvalidKey = RawKeyValue.Failed(KeyValueError.InvalidKey);
    private static readonly int InvalidArgument = RawKeyValue.Failed(KeyValueError.InvalidArgument);
    private static readonly int TooLarge = RawKeyValue.Failed(KeyValueError.ValueTooLarge);
    private static readonly int LimitReached = RawKeyValue.Failed(KeyValueError.LimitReached);

    private readonly MemoryKeyValueStore store = new();

    public static TheoryData<string> NoKeys =>
    [
        "", "\0", "a\0", "a\nb", "\t", "\u007f", "\u0085", "\u009f", new string('k', 513), new string('é', 257), new string('k', 20_000),
    ];

    public static TheoryData<string> Keys =>
    [
        " ", "é", "\u00a0", "\u2028", "\u202e", "\ufffe", "'; DROP TABLE entries; --", "../..", "*",
        new string('k', 512), new string('é', 256),
    ];

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void What_is_no_key_is_refused_wherever_it_stands(string key)
    {
        using RawKeyValue guest = new(store);
        Assert.Equal(InvalidKey, guest.Put(key));
        Assert.Equal(InvalidKey, guest.Find(key));
        Assert.Equal(InvalidKey, guest.Exists(key));
        Assert.Equal(InvalidKey, guest.Delete(key));
        Assert.Equal(InvalidKey, guest.Increment(key));
        Assert.Equal("key", guest.SetToFail(key, "v").Parameter ?? "key");
        if (key.Length < 1_000)
        {
            Assert.Equal(InvalidKey, guest.FindMany("k", key));
        }

        Assert.Equal(0, Pages(guest));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Any_other_text_is_a_key(string key)
    {
        using RawKeyValue guest = new(store);
        guest.Set(key, "v");
        Assert.Equal("v", guest.Get(key));
        Assert.Equal(1, Pages(guest));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_part_of_no_key()
    {
        using RawKeyValue guest = new(store);
        guest.Set("\ufffd", "v");
        foreach (string text in new[] { "\ud800", "a\udc00", "\udc00\ud800", "😀\ud83d" })
        {
            Assert.Equal(InvalidKey, guest.Find16(text));
            Assert.Equal(InvalidKey, guest.List16(text));
            Assert.Equal(InvalidKey, guest.List("", text));
        }
    }

    [Fact]
    public void A_key_of_512_bytes_may_come_in_UTF_16()
    {
        using RawKeyValue guest = new(store);
        string key = new('k', 512);
        guest.Set(key, "v");
        Assert.True(guest.Find16(key) > 0);
        Assert.Equal(InvalidKey, guest.Find16(key + "k"));
        guest.Guest.WriteUtf16(0, key + "k");
        Assert.Equal(1, guest.Guest.Call("kv_get", 0, 1_024 | int.MinValue, RawKeyValue.Area));
        Assert.Equal("key", guest.Guest.CallToFail("kv_get", 0, 1_026 | int.MinValue, RawKeyValue.Area).Parameter);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(RawGuest.MemorySize - 1, 2)]
    [InlineData(RawGuest.MemorySize, 1)]
    [InlineData(1, -1)]
    [InlineData(1, int.MaxValue)]
    public void A_length_beyond_memory_is_refused_wherever_it_stands(int address, int length)
    {
        using RawKeyValue guest = new(store);
        const int Area = RawKeyValue.Area;
        Assert.Equal("key", guest.Guest.CallToFail("kv_get", address, length, Area).Parameter);
        Assert.Equal("key", guest.Guest.CallToFail("kv_set", address, length, 1, 1).Parameter);
        Assert.Equal("value", guest.Guest.CallToFail("kv_set", 1, 1, address, length).Parameter);
        Assert.Equal("value", guest.Guest.CallToFail("kv_put", 1, 1, address, length, 0, 0L, 0, 0L, Area).Parameter);
        Assert.Equal("keys", guest.Guest.CallToFail("kv_find_many", address, length, Area).Parameter);
        Assert.Equal("writes", guest.Guest.CallToFail("kv_apply", address & ~3, length, Area).Parameter);
        Assert.Equal("after", guest.Guest.CallToFail("kv_list", 0, 0, address, length, 1, Area).Parameter);
        Assert.Equal(0, Pages(guest));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_no_key()
    {
        using RawKeyValue guest = new(store);
        guest.Guest.Write(0, [0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xF5, 0x80, 0x80, 0x80]);
        Assert.Equal("key", guest.Guest.CallToFail("kv_find", 0, 2, RawKeyValue.Area).Parameter);
        Assert.Equal("key", guest.Guest.CallToFail("kv_find", 2, 3, RawKeyValue.Area).Parameter);
        Assert.Equal("key", guest.Guest.CallToFail("kv_find", 5, 4, RawKeyValue.Area).Parameter);
    }

    [Theory]
    [InlineData(long.MinValue, false)]
    [InlineData(-1L, false)]
    [InlineData(0L, false)]
    [InlineData(999_900L, false)]
    [InlineData(1_000_000L, true)]
    [InlineData(1_000_100L, true)]
    [InlineData(365 * Day, true)]
    [InlineData((365 * Day) + 100, false)]
    [InlineData(long.MaxValue, false)]
    public void A_time_to_live_is_1_ms_to_365_days(long nanoseconds, bool isTime)
    {
        using RawKeyValue guest = new(store);
        Assert.Equal(isTime ? 8 : InvalidArgument, guest.Put("k", time: nanoseconds));
        Assert.Equal(isTime ? 8 : InvalidArgument, guest.Increment("n", time: nanoseconds));
    }

    [Fact]
    public void A_store_gets_times_of_whole_milliseconds_and_none_that_is_too_short()
    {
        FakeTimeProvider time = new();
        using RawKeyValue guest = new(new MemoryKeyValueStore(time));
        guest.Put("k", time: 1_000_100);
        time.Advance(TimeSpan.FromTicks((2 * TimeSpan.TicksPerMillisecond) - 1));
        Assert.NotNull(guest.Get("k"));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(guest.Get("k"));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1_001)]
    [InlineData(int.MaxValue)]
    public void A_page_has_1_to_1_000_keys(int limit)
    {
        using RawKeyValue guest = new(store);
        Assert.Equal(InvalidArgument, guest.List(limit: limit));
        Assert.True(guest.List(limit: 1) > 0);
        Assert.True(guest.List(limit: 1_000) > 0);
    }

    [Fact]
    public void A_cursor_may_be_any_text_of_512_bytes()
    {
        using RawKeyValue guest = new(store);
        guest.Set("k", "v");
        foreach (string after in new[] { "", "\0", "\n", "%", "k\0", "\uffff", "😀", new string('z', 512) })
        {
            Assert.True(guest.List("", after) > 0);
        }

        Assert.Equal(InvalidKey, guest.List("", new string('z', 513)));
        Assert.Equal(InvalidKey, guest.List(new string('z', 513)));
    }

    [Fact]
    public void A_batch_has_1_to_100_writes_of_1_MiB()
    {
        using RawKeyValue guest = new(store, new KeyValueGrant { MaxValueBytes = 100_000 });
        Assert.Equal(InvalidArgument, guest.PutMany(0, 1));
        Assert.Equal(InvalidArgument, guest.PutMany(101, 1));
        Assert.Equal(TooLarge, guest.PutMany(11, 100_000));
        Assert.True(guest.PutMany(10, 100_000) > 0);
        Assert.True(guest.PutMany(100, 1) > 0);
        Assert.Equal(TooLarge, guest.PutMany(1, 100_001));
        Assert.Equal(TooLarge, guest.Put("k", 100_001));
    }

    [Fact]
    public void What_is_found_at_once_is_1_to_100_keys_and_1_MiB_of_values()
    {
        using RawKeyValue guest = new(store);
        Assert.Equal(InvalidArgument, guest.FindMany());
        Assert.Equal(InvalidArgument, guest.FindMany([.. Enumerable.Repeat("k", 101)]));
        Assert.True(guest.FindMany([.. Enumerable.Repeat("k", 100)]) > 0);
        guest.Put("k", 100_000);
        Assert.Equal(TooLarge, guest.FindMany([.. Enumerable.Repeat("k", 11)]));
    }

    [Fact]
    public void The_operations_of_a_call_are_counted_with_each_write_of_a_batch()
    {
        using RawKeyValue guest = new(store, new KeyValueGrant { MaxOperationsPerCall = 110 });
        guest.PutMany(100, 1);
        for (int operation = 0; operation < 10; operation++)
        {
            guest.Set("k", "v");
        }

        Assert.Equal(LimitReached, guest.Put("k"));
        Assert.Equal(LimitReached, guest.Find("k"));
        Assert.Equal(LimitReached, guest.Flush());
        Assert.Contains("To allow it, add: MaxOperationsPerCall = …", guest.HostLog, StringComparison.Ordinal);
        using (guest.Guest.Store.BeginCall(TimeSpan.FromMinutes(1)))
        {
            Assert.Equal(LimitReached, guest.FindMany([.. Enumerable.Repeat("k", 100)]) > 0 ? guest.PutMany(11, 1) : 0);
            Assert.True(guest.PutMany(10, 1) > 0);
        }
    }

    [Fact]
    public void The_operations_of_all_instances_are_counted_by_the_second()
    {
        FakeTimeProvider time = new();
        KeyValueGrant grant = new() { MaxOperationsPerSecond = 10, MaxBurst = 20 };
        GuestKeyValue keyValue = new(store, "billing", grant, time: time);
        using Linker linker = new(RawGuest.Engine);
        linker.DefineKeyValue(keyValue.ForInstance);
        using RawGuest first = RawGuest.Create(linker, "env.kv_exists (i32 i32 i32) -> i32");
        using RawGuest second = RawGuest.Create(linker, "env.kv_exists (i32 i32 i32) -> i32");
        int Allowed() => Enumerable.Range(0, 30)
            .Count(index => (int)(index % 2 == 0 ? first : second).Call("kv_exists", 8, 1, RawKeyValue.Area)! != LimitReached);
        foreach (RawGuest guest in new[] { first, second })
        {
            guest.Write(8, "k"u8);
            guest.WriteArea(RawKeyValue.Area, 64);
        }

        Assert.Equal(20, Allowed());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Allowed());
    }

    [Fact]
    public void A_grant_without_writes_lets_a_guest_read()
    {
        using RawKeyValue writer = new(store);
        writer.Set("k", "v");
        using RawKeyValue reader = new(store, new KeyValueGrant { AllowWrites = false });
        int denied = RawKeyValue.Failed(KeyValueError.Denied);
        Assert.Equal("v", reader.Get("k"));
        Assert.True(reader.Find("k") > 0);
        Assert.True(reader.List() > 0);
        Assert.Equal(denied, reader.Put("k"));
        Assert.Equal(denied, reader.Delete("k"));
        Assert.Equal(denied, reader.Increment("k"));
        Assert.Equal(denied, reader.PutMany(1, 1));
        Assert.IsType<KeyValueException>(reader.SetToFail("k", "w").InnerException);
        Assert.Contains("To allow it, add: AllowWrites = true", reader.HostLog, StringComparison.Ordinal);
        Assert.Equal("v", writer.Get("k"));
    }

    [Fact]
    public void Modules_have_keys_of_their_own_and_a_named_namespace_besides()
    {
        using RawKeyValue one = new(store, module: "a");
        using RawKeyValue another = new(store, module: "a/");
        using RawKeyValue named = new(store, new KeyValueGrant { Namespace = "/" }, "a");
        using RawKeyValue same = new(store, new KeyValueGrant { Quota = new() { MaxKeys = 1 } }, "a");
        one.Set("k", "one");
        Assert.Null(another.Get("k"));
        Assert.Null(named.Get("k"));
        Assert.Equal("one", same.Get("k"));
        Assert.Equal(RawKeyValue.Failed(KeyValueError.QuotaExceeded), same.Put("l"));
        Assert.Equal(0, Pages(another));
        Assert.Throws<ArgumentException>(() => new GuestKeyValue(store, "\ud800"));
        Assert.Throws<ArgumentException>(() => new GuestKeyValue(store, "a", new KeyValueGrant { Namespace = "\udc00" }));
        Assert.Throws<ArgumentException>(() => new GuestKeyValue(store, ""));
    }

    [Fact]
    public void A_store_that_does_not_promise_what_the_grant_relies_on_is_refused_in_words()
    {
        KeyValueGuarantees late = new(KeyValueConsistency.Eventual, true, true, true, TimeSpan.FromSeconds(1));
        ScriptedStore eventual = new() { Guarantees = late };
        Assert.Contains("promises Strong consistency, which ScriptedStore does not", Refusal(eventual, new()), StringComparison.Ordinal);
        Assert.Contains("survive the end of the process", Refusal(store, new() { MustSurviveExit = true }), StringComparison.Ordinal);
        Assert.Contains("survive a loss of power", Refusal(store, new() { MustSurvivePowerLoss = true }), StringComparison.Ordinal);
        Assert.Contains("on several machines", Refusal(store, new() { MustBeShared = true }), StringComparison.Ordinal);
        KeyValueGrant all = new()
        {
            Consistency = KeyValueConsistency.Eventual,
            MustSurviveExit = true,
            MustSurvivePowerLoss = true,
            MustBeShared = true,
        };
        Assert.NotNull(new GuestKeyValue(eventual, "billing", all));
        Assert.NotNull(new GuestKeyValue(store, "billing", new KeyValueGrant { Consistency = KeyValueConsistency.Eventual }));
    }

    [Fact]
    public void What_a_store_throws_stays_in_the_host()
    {
        const string Secret = "password=5ec7e7";
        ScriptedStore broken = new() { First = _ => throw new InvalidOperationException($"No connection with {Secret}.") };
        using RawKeyValue guest = new(broken);
        int unavailable = RawKeyValue.Failed(KeyValueError.Unavailable);
        Assert.Equal(unavailable, guest.Find("k"));
        Assert.Equal(unavailable, guest.Put("k"));
        Assert.Equal(unavailable, guest.List());
        Assert.Equal(unavailable, guest.Exists("k"));
        Assert.Equal(unavailable, guest.FindMany("k"));
        Assert.Equal(unavailable, guest.Flush());
        Assert.Equal(KeyValueError.Unavailable, Assert.IsType<KeyValueException>(guest.SetToFail("k", "v").InnerException).Error);
        Assert.Equal(-1, guest.Guest.Bytes(0, RawGuest.MemorySize).IndexOf(Encoding.UTF8.GetBytes("5ec7e7")));
        Assert.Contains(
            $"The key-value of the module billing failed: The store threw InvalidOperationException: No connection with {Secret}.",
            guest.HostLog,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_store_that_does_not_answer_times_out_whether_it_heeds_the_token_or_not(bool heeds)
    {
        FakeTimeProvider time = new();
        ScriptedStore silent = new()
        {
            First = token =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return Task.Delay(Timeout.Infinite, heeds ? token : CancellationToken.None);
            },
        };
        using RawKeyValue guest = new(silent, new KeyValueGrant { Timeout = TimeSpan.FromSeconds(3) }, time: time);
        Assert.Equal(RawKeyValue.Failed(KeyValueError.TimedOut), guest.Find("k"));
        Assert.Equal(RawKeyValue.Failed(KeyValueError.TimedOut), guest.Put("k"));
        Assert.Contains("failed: The store took more than 3 s.", guest.HostLog, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_is_cancelled_ends_the_wait_and_the_guest()
    {
        using CancellationTokenSource ending = new();
        ScriptedStore silent = new()
        {
            First = async token =>
            {
                await ending.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
        };
        using RawKeyValue guest = new(silent);
        guest.Guest.Store.SetGuestOptions(new GuestOptions { Cancellation = ending.Token });
        Assert.IsAssignableFrom<OperationCanceledException>(guest.SetToFail("k", "v").InnerException);
        Assert.Empty(guest.HostLog);
    }

    [Fact]
    public void A_guest_that_is_refused_a_thousand_times_fills_no_log()
    {
        using RawKeyValue guest = new(store);
        for (int time = 0; time < 1_000; time++)
        {
            Assert.Equal(InvalidKey, guest.Find(""));
        }

        Assert.Equal(DenialLog.MaxPerMinute, guest.HostLog.Split('\n').Length);
    }

    private static int Pages(RawKeyValue guest)
    {
        Assert.True(guest.List() > 0);
        return BitConverter.ToInt32(guest.Guest.Bytes(RawKeyValue.Area + 12, 4));
    }

    private static string Refusal(IKeyValueStore store, KeyValueGrant grant) =>
        Assert.Throws<ArgumentException>(() => new GuestKeyValue(store, "billing", grant)).Message;
}
