namespace Ngixi.Capabilities;

/// <summary>
/// Bytes in the host's memory, for all guests of one module: <c>linker.DefineCache(cache)</c>. They outlive an instance, pooled or not, and
/// are gone with this object.
/// </summary>
/// <remarks>For any number of threads. The host may use it, too, to fill it before or to clear it after a change.</remarks>
public sealed class GuestCache : ICache
{
    private readonly CacheGrant grant;
    private readonly TimeProvider time;
    private readonly long began;
    private readonly Lock one = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> byUse = new();
    private long bytes;

    /// <summary>Creates the cache of a module.</summary>
    /// <param name="grant">How much is kept; by default what <see cref="CacheGrant"/> has.</param>
    /// <param name="time">The clock of times to live; the system's by default.</param>
    public GuestCache(CacheGrant? grant = null, TimeProvider? time = null)
    {
        this.grant = grant ?? CacheGrant.Default;
        this.time = time ?? TimeProvider.System;
        began = this.time.GetTimestamp();
    }

    private TimeSpan Now => time.GetElapsedTime(began);

    /// <inheritdoc/>
    public byte[]? Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (one)
        {
            if (!entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                return null;
            }

            if (node.Value.Expires <= Now)
            {
                Forget(node);
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <inheritdoc/>
    public void Put(string key, ReadOnlySpan<byte> value, TimeSpan? timeToLive)
    {
        ArgumentNullException.ThrowIfNull(key);

        // A guest's memory is copied before the lock, and only where it is kept.
        bool isKept = grant.MaxEntries > 0 && value.Length <= grant.MaxValueBytes && Size(key, value.Length) <= grant.MaxBytes
            && !(timeToLive <= TimeSpan.Zero);
        byte[] kept = isKept ? value.ToArray() : [];
        lock (one)
        {
            if (entries.TryGetValue(key, out LinkedListNode<Entry>? before))
            {
                Forget(before);
            }

            if (isKept)
            {
                entries.Add(key, byUse.AddFirst(new Entry(key, kept, Now + timeToLive)));
                bytes += Size(key, kept.Length);
                while (entries.Count > grant.MaxEntries || bytes > grant.MaxBytes)
                {
                    Forget(byUse.Last!);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Delete(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (one)
        {
            if (entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                Forget(node);
            }
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (one)
        {
            entries.Clear();
            byUse.Clear();
            bytes = 0;
        }
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        entries.Remove(node.Value.Key);
        byUse.Remove(node);
        bytes -= Size(node.Value.Key, node.Value.Value.Length);
    }

    private static long Size(string key, long valueBytes) => ((long)key.Length * sizeof(char)) + valueBytes;

    private sealed record Entry(string Key, byte[] Value, TimeSpan? Expires);
}
