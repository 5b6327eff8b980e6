namespace Ngixi.Capabilities;

/// <summary>
/// Keeps the values of modules. Implement it to plug in a store: <see cref="KeyValueRules"/> decides, the store keeps. What it gets is
/// checked: keys, sizes and times are in their ranges, and times are whole milliseconds.
/// </summary>
/// <remarks>
/// For any number of threads. A store that is out of order throws a <see cref="KeyValueException"/> with
/// <see cref="KeyValueError.Unavailable"/>. The token is the guest's call: a wait ends with it.
/// </remarks>
public interface IKeyValueStore
{
    /// <summary>Gets what the store promises.</summary>
    KeyValueGuarantees Guarantees { get; }

    /// <summary>Finds an entry.</summary>
    /// <param name="space">The module's namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entry; null where the key has no value, or it expired.</returns>
    ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken);

    /// <summary>Gets a value. Implement it where that is cheaper than to find its version, too.</summary>
    /// <inheritdoc cref="FindAsync"/>
    /// <returns>The value, which is the caller's; null where the key has no value.</returns>
    async ValueTask<byte[]?> GetAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
        (await FindAsync(space, key, cancellationToken).ConfigureAwait(false))?.Value.ToArray();

    /// <summary>Says whether a key has a value. Implement it where that is cheaper than to find it.</summary>
    /// <inheritdoc cref="FindAsync"/>
    async ValueTask<bool> ExistsAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
        await FindAsync(space, key, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Lists keys, in the order of their UTF-8 bytes: <see cref="KeyValueOrder"/>.</summary>
    /// <param name="space">The module's namespace.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="after">The key after which the page begins; null for the first page.</param>
    /// <param name="limit">The most keys of the page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The keys, at most <see cref="KeyValueGrant.MaxPageBytes"/> bytes of them, and whether more follow.</returns>
    ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Makes all writes at once, or none: as <see cref="KeyValueRules.Apply"/> says.</summary>
    /// <param name="space">The module's namespace.</param>
    /// <param name="quota">What the module may keep.</param>
    /// <param name="writes">The writes. Their memory is the caller's again when the task ends.</param>
    /// <param name="cancellationToken">
    /// Ends the wait. A write that the store began by then may still be made, and then as a whole.
    /// </param>
    /// <returns>A result for each write.</returns>
    /// <exception cref="KeyValueException">
    /// No write was made, but for <see cref="KeyValueError.Unavailable"/>, which may mean both.
    /// </exception>
    ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken);

    /// <summary>Waits until earlier writes of the namespace are kept. A store that keeps them when they return has nothing to do.</summary>
    /// <param name="space">The module's namespace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeyValueException">One of them could not be made: <see cref="KeyValueError.Lost"/>.</exception>
    ValueTask FlushAsync(KeyValueNamespace space, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
