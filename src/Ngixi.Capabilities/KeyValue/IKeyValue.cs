using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Keeps values under keys of the module's own; they outlive the guest.</summary>
/// <remarks>A key is 1 to 512 bytes of UTF-8 without control characters.</remarks>
[WasmImport("env", Prefix = "kv_")]
public interface IKeyValue
{
    /// <summary>Gets a value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The value; null where the key has none.</returns>
    ValueTask<byte[]?> GetAsync([MaxBytes(KeyValueGrant.MaxKeyBytesPassed)] string key, CancellationToken cancellationToken);

    /// <summary>Sets a value, in place of the one that the key may have. A value that cannot be kept ends the call: put says why.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    ValueTask SetAsync(
        [MaxBytes(KeyValueGrant.MaxKeyBytesPassed)] string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken);

    /// <summary>Puts a value, if the key has the version that is asked for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="timeToLive">How long it is kept, 1 ms to 365 days; null for ever.</param>
    /// <param name="ifVersion">The version that the key must have, 0 for no value; null for any.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>
    /// The version of the value. No later one of the store has the same. Where the store makes the write later it is the largest number,
    /// which is no version: find tells it.
    /// </returns>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<ulong> PutAsync(
        string key, ReadOnlyMemory<byte> value, TimeSpan? timeToLive, ulong? ifVersion, CancellationToken cancellationToken);

    /// <summary>Finds a value with its version.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The entry; null where the key has no value.</returns>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<KeyValueEntry?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Finds several values. Each is read for itself: another write may come between them.</summary>
    /// <param name="keys">The keys, 1 to 100, whose values have 1 MiB together.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>An entry for each key in its place; null where the key has no value.</returns>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<IReadOnlyList<KeyValueEntry?>> FindManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Says whether a key has a value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes a value, if the key has the version that is asked for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="ifVersion">The version that the key must have; null for any.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>Whether there was a value.</returns>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<bool> DeleteAsync(string key, ulong? ifVersion, CancellationToken cancellationToken);

    /// <summary>Adds to a number, which is kept as decimal text. A key without a value counts from 0.</summary>
    /// <param name="key">The key.</param>
    /// <param name="by">What is added; it may be negative.</param>
    /// <param name="timeToLive">How long a new number is kept, 1 ms to 365 days; null for ever. One that is there keeps its time.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The sum.</returns>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<long> IncrementAsync(string key, long by, TimeSpan? timeToLive, CancellationToken cancellationToken);

    /// <summary>Lists keys, in the order of their UTF-8 bytes.</summary>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="after">The key after which the page begins, for example the last page's <c>Next</c>; null for the first.</param>
    /// <param name="limit">The most keys of the page, 1 to 1,000. A page has at most 64 KiB of keys besides.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<KeyValuePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Writes all, or nothing where one of the writes fails.</summary>
    /// <param name="writes">The writes, 1 to 100, whose keys and values have 1 MiB together. A later one sees the earlier ones.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>A result for each write in its place.</returns>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken);

    /// <summary>Waits until the module's earlier writes are kept as the guarantees say. A strong store has nothing to wait for.</summary>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    [WasmErrors(typeof(KeyValueError))]
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Describes what the store guarantees.</summary>
    KeyValueGuarantees Describe();
}
