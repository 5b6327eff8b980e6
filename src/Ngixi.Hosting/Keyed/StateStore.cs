using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Capabilities;

namespace Ngixi.Hosting.Keyed;

/// <summary>
/// Keeps the states of guests by versions: of two processes that have a guest of one key, the second to write is told so, and neither
/// writes over the other.
/// </summary>
/// <param name="store">Where.</param>
/// <param name="kind">The name of the kind, which its namespace has.</param>
/// <param name="module">The name of the module, which is kept with a state.</param>
/// <param name="maxBytes">The most bytes of a state.</param>
internal sealed class StateStore(IKeyValueStore store, string kind, string module, int maxBytes)
{
    private const int HeadSize = 8;

    /// <summary>The host's own, so that nothing but the size of each state is bounded.</summary>
    private static readonly KeyValueQuota Unbounded = new() { MaxKeys = long.MaxValue, MaxBytes = long.MaxValue };

    private readonly KeyValueNamespace space = new(kind, "state");
    private readonly byte[] owner = Encoding.UTF8.GetBytes(module);

    private static ReadOnlySpan<byte> Mark => "NGXS"u8;

    /// <summary>Loads a state.</summary>
    /// <returns>What is kept, and the state; null where there is none.</returns>
    /// <exception cref="GuestStateException">It cannot be had, or is none of this module.</exception>
    public async Task<(SavedState Saved, ReadOnlyMemory<byte>? State)> LoadAsync(string key, CancellationToken cancellation)
    {
        KeyValueEntry? entry;
        try
        {
            entry = await store.FindAsync(space, key, cancellation).ConfigureAwait(false);
        }
        catch (KeyValueException exception)
        {
            throw Unavailable(key, exception);
        }

        if (entry is null)
        {
            return (default, null);
        }

        ReadOnlyMemory<byte> state = Open(key, entry.Value);
        return (new SavedState(entry.Version, SHA256.HashData(state.Span)), state);
    }

    /// <summary>Saves a state, if it is another than is kept.</summary>
    /// <param name="key">The key of the guest.</param>
    /// <param name="state">The state.</param>
    /// <param name="saved">What is kept, as far as is known.</param>
    /// <param name="cancellation">Ends the wait; the state may be saved all the same.</param>
    /// <returns>What is kept now.</returns>
    /// <exception cref="GuestLimitException">It has too many bytes.</exception>
    /// <exception cref="GuestStateException">It could not be kept, or another process was first.</exception>
    public async Task<SavedState> SaveAsync(string key, byte[] state, SavedState saved, CancellationToken cancellation)
    {
        if (state.Length > maxBytes)
        {
            throw new GuestLimitException(
                module, "state", $"the guest with the key {UntrustedText.Quote(key)} saves {state.Length:N0} bytes, of {maxBytes:N0}.");
        }

        byte[] hash = SHA256.HashData(state);
        if (saved.Hash is not null && hash.AsSpan().SequenceEqual(saved.Hash))
        {
            return saved;
        }

        try
        {
            IReadOnlyList<KeyValueResult> results = await store
                .ApplyAsync(space, Unbounded, [new KeyValueWrite.Put(key, Close(state), null, saved.Version)], cancellation)
                .ConfigureAwait(false);
            return new SavedState(results[0].Version, hash);
        }
        catch (KeyValueException exception) when (exception.Error == KeyValueError.VersionMismatch)
        {
            throw new GuestStateException(
                module,
                isLostRace: true,
                $"The call of the guest with the key {UntrustedText.Quote(key)} of '{kind}' was not kept: another process saved its state "
                + "meanwhile. The next call begins with that state; call again.",
                exception);
        }
        catch (KeyValueException exception)
        {
            throw Unavailable(key, exception);
        }
    }

    private byte[] Close(ReadOnlySpan<byte> state)
    {
        byte[] kept = new byte[HeadSize + owner.Length + state.Length];
        Mark.CopyTo(kept);
        BinaryPrimitives.WriteInt32LittleEndian(kept.AsSpan(Mark.Length), owner.Length);
        owner.CopyTo(kept, HeadSize);
        state.CopyTo(kept.AsSpan(HeadSize + owner.Length));
        return kept;
    }

    private ReadOnlyMemory<byte> Open(string key, ReadOnlyMemory<byte> kept)
    {
        ReadOnlySpan<byte> bytes = kept.Span;
        int length = bytes.Length >= HeadSize && bytes.StartsWith(Mark) ? BinaryPrimitives.ReadInt32LittleEndian(bytes[Mark.Length..]) : -1;
        if (length < 0 || length > bytes.Length - HeadSize)
        {
            throw Refused(key, "it was not written by this library");
        }

        ReadOnlySpan<byte> wrote = bytes.Slice(HeadSize, length);
        int size = bytes.Length - HeadSize - length;
        return !wrote.SequenceEqual(owner)
            ? throw Refused(key, $"it is of the module {UntrustedText.Quote(Encoding.UTF8.GetString(wrote))}")
            : size > maxBytes ? throw Refused(key, $"it has {size:N0} bytes, of {maxBytes:N0}")
            : kept[(HeadSize + length)..];
    }

    private GuestStateException Refused(string key, string reason) => new(
        module,
        isLostRace: false,
        $"The saved state of the key {UntrustedText.Quote(key)} of '{kind}' is refused for the module '{module}': {reason}. "
        + "Nothing of the guest ran. Delete the state, or set what it lacks.");

    private GuestStateException Unavailable(string key, KeyValueException exception) => new(
        module,
        isLostRace: false,
        $"The state of the guest with the key {UntrustedText.Quote(key)} of '{kind}' cannot be had or kept now: {exception.Message} "
        + "A call that was not answered may have been kept.",
        exception);
}
