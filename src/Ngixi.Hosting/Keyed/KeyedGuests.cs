using System.Collections.Concurrent;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting.Keyed;

namespace Ngixi.Hosting;

/// <summary>
/// Guests by key in this process. A guest is made by its first call, does one call at a time, is released when it is idle, and after a
/// trap the next call makes another. For any number of threads.
/// </summary>
public sealed class KeyedGuests : IGuests, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, KeyedKind> kinds = new(StringComparer.Ordinal);
    private volatile bool isDisposed;

    /// <summary>Gets the number of keys that have a guest, or whose calls wait for one.</summary>
    public int Count => kinds.Values.Sum(kind => kind.Count);

    /// <summary>Adds guests of one kind.</summary>
    /// <typeparam name="T">Their asynchronous interface.</typeparam>
    /// <param name="name">The name of the kind, which the namespace of its states has, too.</param>
    /// <param name="module">The module that they are instances of. It stays its owner's, and has to outlive this.</param>
    /// <param name="options">How they live.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">There are guests of the name, or the options do not fit each other.</exception>
    /// <exception cref="GuestRefusedException">The module does not export the interface, or no state where one is to be kept.</exception>
    public KeyedGuests Add<T>(string name, GuestModule module, KeyedGuestOptions? options = null)
        where T : class, IGuestClient<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(module);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        KeyedKind kind = new(name, T.Service, module, options ?? new KeyedGuestOptions());
        if (!kinds.TryAdd(name, kind))
        {
            kind.StopSweeping();
            throw new ArgumentException($"There are guests of the name '{name}' already.", nameof(name));
        }

        return this;
    }

    /// <inheritdoc/>
    public T Get<T>(string name, string key)
        where T : class, IGuestClient<T>
    {
        KeyedKind kind = KindOf(name);
        return kind.Service.Name == T.Service.Name && kind.Service.Hash == T.Service.Hash
            ? T.Create(CallerOf(name, key))
            : throw new ArgumentException(
                $"The guests '{name}' have the interface {kind.Service.Name}, which is not that of {typeof(T).Name}.", nameof(name));
    }

    /// <summary>
    /// Gets what calls the guest of a key by data alone, for calls that came from elsewhere. Nothing of a request is trusted.
    /// </summary>
    /// <param name="name">The name that guests of the kind were added under.</param>
    /// <param name="key">The key.</param>
    /// <returns>The caller, whose failures are <see cref="GuestCallException"/>s.</returns>
    /// <exception cref="ArgumentException">No guests have the name, or the key is none.</exception>
    public GuestCaller CallerOf(string name, string key)
    {
        KeyedKind kind = KindOf(name);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return FaultOf(key) is { } fault
            ? throw new ArgumentException($"The key {UntrustedText.Quote(key)} is none: {fault}.", nameof(key))
            : new KeyedCaller(kind, key);
    }

    /// <summary>Ends the guests after the calls that they have, and saves their states. Later calls are refused.</summary>
    /// <returns>A task that ends when all are released.</returns>
    public async ValueTask DisposeAsync()
    {
        isDisposed = true;
        await Task.WhenAll(kinds.Values.Select(kind => kind.StopAsync())).ConfigureAwait(false);
    }

    /// <summary>Releases the guests that are idle for long enough, and waits until they are released.</summary>
    internal Task SweepAsync() => Task.WhenAll(kinds.Values.Select(kind => kind.SweepAsync()));

    private KeyedKind KindOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return kinds.TryGetValue(name, out KeyedKind? kind)
            ? kind
            : throw new ArgumentException($"There are no guests of the name {UntrustedText.Quote(name)}.", nameof(name));
    }

    private static string? FaultOf(string key) =>
        key.Length > KeyValueGrant.MaxKeyBytes || Encoding.UTF8.GetByteCount(key) > KeyValueGrant.MaxKeyBytes
            ? $"it has more than {KeyValueGrant.MaxKeyBytes} bytes"
        : key.Any(char.IsControl) ? "it has a control character"
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key)) != key ? "it has half a surrogate pair"
        : null;
}
