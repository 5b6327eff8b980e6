using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>The code of docs/capabilities/key-value.md and cache.md. Their blocks are the regions of this file.</summary>
public sealed class KeyValuePageCode
{
    [Fact]
    public async Task A_module_keeps_values_with_its_grant()
    {
        FakeLogger logger = new();
        using Linker linker = new(RawGuest.Engine);

        #region key-value-define
        IKeyValueStore store = new MemoryKeyValueStore();
        KeyValueGrant grant = new() { Quota = new() { MaxKeys = 10_000 }, MaxValueBytes = 64 * 1024 };
        GuestKeyValue keyValue = new(store, "billing", grant, new DenialLog(logger, "billing"));
        linker.DefineKeyValue(keyValue.ForInstance);
        #endregion

        using RawGuest guest = RawGuest.Create(linker, "env.kv_set (i32 i32 i32 i32)");
        guest.Write(0, "kv"u8);
        guest.Call("kv_set", 0, 1, 1, 1);
        Assert.True(await store.ExistsAsync(new KeyValueNamespace("billing"), "k", CancellationToken.None));
        Assert.IsType<KeyValueException>(guest.CallToFail("kv_set", 0, 1, 1, (64 * 1024) + 1).InnerException);
        Assert.Contains("To allow it, add: MaxValueBytes = 65537", logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_has_its_writes_made_later()
    {
        FakeLogger logger = new();
        IKeyValueStore store = new MemoryKeyValueStore();

        #region eventual
        EventualKeyValueOptions options = new() { LossWindow = TimeSpan.FromMilliseconds(500) };
        await using EventualKeyValueStore later = new(store, options, logger);
        KeyValueGrant grant = new() { Consistency = KeyValueConsistency.Eventual };
        GuestKeyValue keyValue = new(later, "counters", grant);
        #endregion

        Assert.NotNull(keyValue);
        Assert.Equal(TimeSpan.FromMilliseconds(500), later.Guarantees.LossWindow);
    }

    [Fact]
    public void A_host_uses_a_store_as_its_distributed_cache()
    {
        IKeyValueStore store = new MemoryKeyValueStore();
        ServiceCollection services = new();

        #region distributed-cache
        services.AddSingleton<IDistributedCache>(new KeyValueDistributedCache(store, new KeyValueNamespace("host", "sessions")));
        #endregion

        using ServiceProvider provider = services.BuildServiceProvider();
        IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
        cache.SetString("k", "v");
        Assert.Equal("v", cache.GetString("k"));
    }

    [Fact]
    public void A_module_has_a_cache()
    {
        using Linker linker = new(RawGuest.Engine);

        #region cache-define
        GuestCache cache = new(new CacheGrant { MaxBytes = 64 * 1024 * 1024 });
        linker.DefineCache(cache);
        #endregion

        using RawGuest guest = RawGuest.Create(linker, "env.cache_put (i32 i32 i32 i32 i32 i64)");
        guest.Call("cache_put", 0, 1, 0, 5, 0, 0L);
        Assert.Equal(new byte[5], cache.Get("\0"));
    }

    [Fact]
    public void The_store_that_is_plugged_in_has_60_lines_at_most()
    {
        string page = File.ReadAllText(
            Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "capabilities", "key-value.md"));
        string block = page[page.IndexOf("public sealed class DictionaryStore", StringComparison.Ordinal)..];
        Assert.InRange(block[..block.IndexOf("\n```", StringComparison.Ordinal)].Split('\n').Length, 10, 60);
    }

    #region own-store
    public sealed class DictionaryStore(TimeProvider time) : IKeyValueStore
    {
        private readonly Dictionary<KeyValueNamespace, Rows> spaces = [];

        public KeyValueGuarantees Guarantees { get; } = new(KeyValueConsistency.Strong, false, false, false, TimeSpan.Zero);

        public ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
            In(space, rows => rows.Find(key)?.ToEntry(time.GetUtcNow()), cancellationToken);

        public ValueTask<KeyValuePage> ListAsync(
            KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
            In(space, rows => KeyValueRules.Page(rows.Keys(prefix, after, time.GetUtcNow()), limit), cancellationToken);

        public ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
            KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken) =>
            In(space, rows => KeyValueRules.Apply(rows, quota, writes, time.GetUtcNow()), cancellationToken);

        private ValueTask<T> In<T>(KeyValueNamespace space, Func<Rows, T> work, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (spaces)
            {
                spaces.TryAdd(space, new Rows());
                return ValueTask.FromResult(work(spaces[space]));
            }
        }

        private sealed class Rows : IKeyValueRows
        {
            private readonly SortedDictionary<string, KeyValueRow> rows = new(KeyValueOrder.Instance);

            public KeyValueState State { get; set; }

            public KeyValueRow? Find(string key) => rows.GetValueOrDefault(key);

            public void Set(string key, KeyValueRow row) => rows[key] = row with { Value = row.Value.ToArray() };

            public void Remove(string key) => rows.Remove(key);

            public IReadOnlyList<(string Key, long ValueBytes)> Expired(DateTimeOffset now, int limit) =>
                [.. rows.Where(row => row.Value.IsExpired(now)).Take(limit).Select(row => (row.Key, (long)row.Value.Value.Length))];

            public IEnumerable<string> Keys(string prefix, string? after, DateTimeOffset now) =>
                from row in rows
                where row.Key.StartsWith(prefix, StringComparison.Ordinal) && !row.Value.IsExpired(now)
                where after is null || KeyValueOrder.Instance.Compare(row.Key, after) > 0
                select row.Key;
        }
    }
    #endregion
}
