using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;

namespace Ngixi.Capabilities;

/// <summary>
/// A cache of the host's own in a store that its guests use, such as SQLite: for ASP.NET Core's sessions, <c>HybridCache</c> and what
/// else takes an <see cref="IDistributedCache"/>.
/// </summary>
/// <remarks>
/// Times are counted by the clock of this host, and by the store's. None is longer than 365 days. A value with a sliding expiration is
/// written anew by each read. A store does not forget by itself: beyond the quota, <c>Set</c> throws. For any number of threads.
/// </remarks>
public sealed class KeyValueDistributedCache : IDistributedCache
{
    private const int HeaderBytes = 2 * sizeof(long);
    private const string Hashed = "#";

    private static readonly KeyValueQuota NoQuota = new() { MaxKeys = long.MaxValue, MaxBytes = long.MaxValue };

    private readonly IKeyValueStore store;
    private readonly KeyValueNamespace space;
    private readonly KeyValueQuota quota;
    private readonly TimeProvider time;

    /// <summary>Creates the cache.</summary>
    /// <param name="store">The store.</param>
    /// <param name="space">Where its keys are: a namespace that no module has.</param>
    /// <param name="quota">What may be kept; anything by default.</param>
    /// <param name="time">The clock of expirations; the system's by default.</param>
    public KeyValueDistributedCache(
        IKeyValueStore store, KeyValueNamespace space, KeyValueQuota? quota = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(space);
        this.store = store;
        this.space = space;
        this.quota = quota ?? NoQuota;
        this.time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        string stored = KeyOf(key);
        KeyValueEntry? entry = await store.FindAsync(space, stored, token).ConfigureAwait(false);
        if (entry is null)
        {
            return null;
        }

        await SlideAsync(stored, entry, token).ConfigureAwait(false);
        return entry.Value[HeaderBytes..].ToArray();
    }

    /// <inheritdoc/>
    public void Refresh(string key) => RefreshAsync(key).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async Task RefreshAsync(string key, CancellationToken token = default)
    {
        string stored = KeyOf(key);
        if (await store.FindAsync(space, stored, token).ConfigureAwait(false) is { } entry)
        {
            await SlideAsync(stored, entry, token).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        SetAsync(key, value, options).GetAwaiter().GetResult();

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The absolute expiration is over.</exception>
    /// <exception cref="KeyValueException">The quota is full, or the store out of order.</exception>
    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        string stored = KeyOf(key);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? ends = options.AbsoluteExpirationRelativeToNow is { } left ? now + left : options.AbsoluteExpiration;
        if (ends <= now)
        {
            throw new ArgumentOutOfRangeException(nameof(options), ends, "The absolute expiration is in the future.");
        }

        byte[] kept = new byte[HeaderBytes + value.Length];
        BinaryPrimitives.WriteInt64LittleEndian(kept, ends?.UtcTicks ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(kept.AsSpan(sizeof(long)), options.SlidingExpiration?.Ticks ?? 0);
        value.CopyTo(kept, HeaderBytes);
        TimeSpan? timeToLive = TimeToLive(ends, options.SlidingExpiration, now);
        await ApplyAsync(new KeyValueWrite.Put(stored, kept, timeToLive, null), token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken token = default) =>
        ApplyAsync(new KeyValueWrite.Delete(KeyOf(key), null), token);

    /// <summary>Begins the time of a sliding expiration anew, unless the key has another value by now.</summary>
    private async Task SlideAsync(string stored, KeyValueEntry entry, CancellationToken token)
    {
        long endsTicks = BinaryPrimitives.ReadInt64LittleEndian(entry.Value.Span);
        long slidingTicks = BinaryPrimitives.ReadInt64LittleEndian(entry.Value.Span[sizeof(long)..]);
        if (slidingTicks == 0)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? ends = endsTicks == 0 ? null : new DateTimeOffset(endsTicks, TimeSpan.Zero);
        if (TimeToLive(ends, TimeSpan.FromTicks(slidingTicks), now) is not { } left || left <= TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await ApplyAsync(new KeyValueWrite.Put(stored, entry.Value, left, entry.Version), token).ConfigureAwait(false);
        }
        catch (KeyValueException exception) when (exception.Error == KeyValueError.VersionMismatch)
        {
            // It was set, removed or read meanwhile: that is later than this.
        }
    }

    private async Task ApplyAsync(KeyValueWrite write, CancellationToken token) =>
        await store.ApplyAsync(space, quota, [write], token).ConfigureAwait(false);

    /// <summary>Gets the time that a store counts, in whole milliseconds.</summary>
    private static TimeSpan? TimeToLive(DateTimeOffset? ends, TimeSpan? sliding, DateTimeOffset now)
    {
        TimeSpan? left = ends - now;
        if (left is null || sliding < left)
        {
            left = sliding ?? left;
        }

        return left is { } time
            ? TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(time.TotalMilliseconds, KeyValueGrant.MaxTimeToLive.TotalMilliseconds)))
            : null;
    }

    /// <summary>Gets a key as a store takes it. What is none for a store is hashed, and what looks like a hash, too.</summary>
    private static string KeyOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return KeyRules.Fault(key) is null && !key.StartsWith(Hashed, StringComparison.Ordinal)
            ? key
            : Hashed + Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan())));
    }
}
