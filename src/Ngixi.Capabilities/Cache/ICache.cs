using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Keeps bytes for a while, for all instances of the module in this host. It may forget any of them at any time.</summary>
/// <remarks>A key is any text of at most 1,024 bytes.</remarks>
[WasmImport("env", Prefix = "cache_")]
public interface ICache
{
    /// <summary>Gets bytes.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The bytes, which are not to be changed; null where there are none, or none any more.</returns>
    byte[]? Get([MaxBytes(CacheGrant.MaxKeyBytes)] string key);

    /// <summary>Puts bytes in place of those that the key may have. Those that are too many are not kept, and no error.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="timeToLive">How long they are kept at most; null for as long as there is room.</param>
    void Put([MaxBytes(CacheGrant.MaxKeyBytes)] string key, ReadOnlySpan<byte> value, TimeSpan? timeToLive);

    /// <summary>Deletes the bytes of a key, if it has any.</summary>
    /// <param name="key">The key.</param>
    void Delete([MaxBytes(CacheGrant.MaxKeyBytes)] string key);

    /// <summary>Deletes all.</summary>
    void Clear();
}
