namespace Ngixi.Bindgen;

/// <summary>What the guests of one store may use, and what ends their calls. Set with <see cref="GuestStore.SetGuestOptions"/>.</summary>
public sealed record GuestOptions
{
    internal static readonly GuestOptions Default = new();

    /// <summary>
    /// Gets the bytes that all values of one call of an import may have together, counted in guest memory, each time that
    /// something points to them, and checked before anything is read or allocated; and the bytes of a result that is larger
    /// than the guest's result area. 16 MiB by default.
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
    /// Gets the items that the values of one call may have together: the entries of lists and dictionaries, and each record,
    /// union, list, dictionary and string in a value that a guest points to. A sequence of numbers is one. 262,144 by default.
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

    /// <summary>Gets how deep records, lists and dictionaries may nest, in both directions. 64 levels by default, 1,000 at most.</summary>
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
    /// Gets what cancels host methods: it is passed to their <see cref="CancellationToken"/> parameters, and ends the wait
    /// for their tasks. A deadline is a token of <c>new CancellationTokenSource(TimeSpan)</c>. It does not stop a loop in
    /// the guest itself: <see cref="Wasmtime.Store.SetEpochDeadline"/> does, with
    /// <see cref="Wasmtime.Config.WithEpochInterruption"/>, or fuel. docs/running-guests.md shows both together.
    /// </summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// Gets what is called after a store with handles still open was disposed, once for each instance, with the
    /// resources that were disposed for it. Runs on the thread that disposes the store, or on the finalizer's. What it throws
    /// is reported as <see cref="TaskScheduler.UnobservedTaskException"/>.
    /// </summary>
    public Action<AbandonedResources>? ResourcesAbandoned { get; init; }
}
