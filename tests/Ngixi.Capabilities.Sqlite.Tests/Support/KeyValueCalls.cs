using System.Text;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>Short forms of the store's calls.</summary>
internal static class KeyValueCalls
{
    public static readonly KeyValueNamespace Space = new("module");

    private static readonly KeyValueQuota Ample = new() { MaxKeys = long.MaxValue, MaxBytes = long.MaxValue };

    public static async Task<ulong> PutAsync(
        this IKeyValueStore store, string key, string value, ulong? ifVersion = null, CancellationToken cancellationToken = default) =>
        await store.PutAsync(key, Encoding.UTF8.GetBytes(value), ifVersion, cancellationToken);

    public static async Task<ulong> PutAsync(
        this IKeyValueStore store, string key, byte[] value, ulong? ifVersion = null, CancellationToken cancellationToken = default) =>
        (await store.ApplyAsync(Space, Ample, [new KeyValueWrite.Put(key, value, null, ifVersion)], cancellationToken))[0].Version;

    /// <summary>Adds 1 to a number.</summary>
    /// <returns>The version of the sum.</returns>
    public static async Task<ulong> AddOneAsync(this IKeyValueStore store, string key) =>
        (await store.ApplyAsync(Space, Ample, [new KeyValueWrite.Increment(key, 1, null)], default))[0].Version;

    public static async Task<string?> TextAsync(this IKeyValueStore store, string key) =>
        await store.GetAsync(Space, key, CancellationToken.None) is { } value ? Encoding.UTF8.GetString(value) : null;
}
