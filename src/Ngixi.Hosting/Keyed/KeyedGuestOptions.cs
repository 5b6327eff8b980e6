using Ngixi.Capabilities;

namespace Ngixi.Hosting;

/// <summary>How guests with keys live.</summary>
public sealed record KeyedGuestOptions
{
    /// <summary>Gets when their state is kept; never by default. The module exports <see cref="ISavedState"/> for it.</summary>
    public GuestState State { get; init; }

    /// <summary>
    /// Gets where their state is kept, for any <see cref="State"/> but <see cref="GuestState.None"/>: a store that tells versions at once,
    /// as all but eventual ones do. What is kept lasts as long as the store says.
    /// </summary>
    public IKeyValueStore? Store { get; init; }

    /// <summary>Gets the bytes that a state may have; 1 MiB by default.</summary>
    public int MaxStateBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Gets what records the guests, each instance in a file of its own, by <see cref="GuestRecorder.ToDirectory"/>; none by default.
    /// </summary>
    public GuestRecorder? Recorder { get; init; }

    /// <summary>Gets the calls that may wait for one key; 100 by default.</summary>
    public int MaxWaiting { get; init; } = 100;

    /// <summary>Gets the time after its last call at which a guest is released, at least; 15 minutes by default.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(15);
}
