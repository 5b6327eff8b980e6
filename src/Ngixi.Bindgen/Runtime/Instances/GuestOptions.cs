namespace Ngixi.Bindgen;

/// <summary>The limits and the cancellation of the guests in one store. Set with <see cref="GuestStore.SetGuestOptions"/>.</summary>
public sealed record GuestOptions
{
    internal static readonly GuestOptions Default = new();

    /// <summary>
    /// Gets the largest number of bytes that all values of one call of an import may have together. They are counted in guest
    /// memory, once for each pointer to them, before the host reads or allocates anything. A result that is larger than the
    /// guest's result area has the same limit. 16 MiB by default.
    /// </summary>
    /// <remarks>The host allocates about twice as many at most, and some for each item: docs/running-guests.md has a table.</remarks>
    public int MaxBytesPerCall
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 16 * 1024 * 1024;

    /// <summary>
    /// Gets the largest number of items that the values of one call may have together: the entries of lists and dictionaries.
    /// Each record, union, list, dictionary and string inside a value that a guest points to counts, too. A sequence of numbers
    /// is one item. 262,144 by default.
    /// </summary>
    public int MaxItemsPerCall
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 256 * 1024;

    /// <summary>
    /// Gets the number of levels that records, lists and dictionaries may nest, in both directions. 64 levels by default, 1,000 at most.
    /// </summary>
    public int MaxNesting
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000);
            field = value;
        }
    } = 64;

    /// <summary>Gets the handles that one instance may hold open at a time, 0 to 65,535. 1,024 by default.</summary>
    public int MaxHandles
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 65_535);
            field = value;
        }
    } = 1024;

    /// <summary>
    /// Gets the token that cancels host methods. It is passed to their <see cref="CancellationToken"/> parameters, and ends the wait
    /// for their tasks. A deadline is a token of <c>new CancellationTokenSource(TimeSpan)</c>. It does not stop a loop in
    /// the guest itself: <see cref="Wasmtime.Store.SetEpochDeadline"/> does, with
    /// <see cref="Wasmtime.Config.WithEpochInterruption"/>, or fuel. docs/running-guests.md shows both together.
    /// </summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// Gets the callback for resources whose handles were still open when the store was disposed. It is called once for each
    /// instance, on the thread that disposes the store or on the finalizer's. Its exceptions are reported as
    /// <see cref="TaskScheduler.UnobservedTaskException"/>.
    /// </summary>
    public Action<AbandonedResources>? ResourcesAbandoned { get; init; }

    /// <summary>
    /// Gets the observers of the calls between the host and the guests of the store. None by default, which costs nothing. Those of
    /// a store that runs on another thread at the same time must be other objects, or safe for it.
    /// </summary>
    public IReadOnlyList<GuestObserver> Observers
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.Contains(null!) ? throw new ArgumentException("An observer is null.", nameof(value)) : [.. value];
        }
    } = [];
}
