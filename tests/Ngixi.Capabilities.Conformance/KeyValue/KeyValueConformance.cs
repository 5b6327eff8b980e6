using System.Text;

namespace Ngixi.Capabilities.Conformance;

/// <summary>What every <see cref="IKeyValueStore"/> must do. Derive from it in the tests of a store.</summary>
/// <remarks>Each test has a namespace of its own, so that tests can share a server.</remarks>
public abstract partial class KeyValueConformance : IAsyncLifetime
{
    private const int Writers = 16;

    private readonly string run = $"suite-{Guid.NewGuid():N}";
    private KeyValueBackend? backend;

    /// <summary>Opens the store under test, which may hold what other tests left.</summary>
    protected abstract Task<KeyValueBackend> OpenAsync();

    private KeyValueBackend Backend => backend!;

    private IKeyValueStore Store => Backend.Store;

    private KeyValueNamespace Space => new(run);

    public async Task InitializeAsync() => backend = await OpenAsync();

    public async Task DisposeAsync() => await Backend.DisposeAsync();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static KeyValueWrite.Put Put(string key, string value, TimeSpan? timeToLive = null, ulong? ifVersion = null) =>
        new(key, Bytes(value), timeToLive, ifVersion);

    private static KeyValueWrite.Delete Delete(string key, ulong? ifVersion = null) => new(key, ifVersion);

    private static KeyValueWrite.Increment Increment(string key, long by, TimeSpan? timeToLive = null) =>
        new(key, by, timeToLive);

    private static KeyValueWrite.Require Require(string key, ulong version) => new(key, version);

    private static KeyValueQuota Keys(long most) => new() { MaxKeys = most };

    private static KeyValueQuota ByteQuota(long most) => new() { MaxBytes = most };

    private async Task<IReadOnlyList<KeyValueResult>> ApplyAsync(params KeyValueWrite[] writes) => await ApplyAsync(new(), writes);

    private async Task<IReadOnlyList<KeyValueResult>> ApplyAsync(KeyValueQuota quota, params KeyValueWrite[] writes)
    {
        IReadOnlyList<KeyValueResult> results = await Store.ApplyAsync(Space, quota, writes, CancellationToken.None);
        Assert.Equal(writes.Length, results.Count);
        return results;
    }

    private async Task<KeyValueResult> ApplyOneAsync(KeyValueWrite write) => (await ApplyAsync(write))[0];

    private async Task AssertRefusedAsync(KeyValueError error, params KeyValueWrite[] writes) =>
        await AssertRefusedAsync(error, new KeyValueQuota(), writes);

    private async Task AssertRefusedAsync(KeyValueError error, KeyValueQuota quota, params KeyValueWrite[] writes)
    {
        KeyValueException exception = await Assert.ThrowsAsync<KeyValueException>(async () => await ApplyAsync(quota, writes));
        Assert.Equal(error, exception.Error);
    }

    private async Task<bool> TryApplyAsync(KeyValueError expected, KeyValueQuota quota, params KeyValueWrite[] writes)
    {
        try
        {
            await ApplyAsync(quota, writes);
            return true;
        }
        catch (KeyValueException exception) when (exception.Error == expected)
        {
            return false;
        }
    }

    private async Task<KeyValueEntry?> FindAsync(string key) => await Store.FindAsync(Space, key, CancellationToken.None);

    private async Task<string?> TextAsync(string key) =>
        await Store.GetAsync(Space, key, CancellationToken.None) is { } value ? Encoding.UTF8.GetString(value) : null;

    private async Task<KeyValuePage> ListAsync(string prefix = "", string? after = null, int limit = KeyValueGrant.MaxPageKeys) =>
        await Store.ListAsync(Space, prefix, after, limit, CancellationToken.None);

    /// <summary>Lists all keys, page by page.</summary>
    private async Task<List<string>> AllKeysAsync(string prefix = "", int limit = KeyValueGrant.MaxPageKeys)
    {
        List<string> keys = [];
        string? after = null;
        do
        {
            KeyValuePage page = await ListAsync(prefix, after, limit);
            Assert.InRange(page.Keys.Count, page.Next is null ? 0 : 1, limit);
            keys.AddRange(page.Keys);
            after = page.Next;
        }
        while (after is not null);
        return keys;
    }

    /// <summary>Runs writers at the same time, and gets what each made.</summary>
    private static async Task<T[]> TogetherAsync<T>(Func<int, Task<T>> write) =>
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => write(writer))));
}
