using System.Runtime.CompilerServices;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Settings that a <see cref="Store"/> has for the guests in it.</summary>
public static class GuestStore
{
    private static readonly ConditionalWeakTable<Store, StoreSettings> Settings = [];

    /// <summary>
    /// Sets the limits and the cancellation of every guest in the store, from its next call of an import on. May be
    /// called again at any time while no guest of the store runs, for example with a new token for each request.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="options">The options; they replace all earlier ones.</param>
    public static void SetGuestOptions(this Store store, GuestOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        SettingsOf(store).Options = options;
    }

    internal static StoreSettings SettingsOf(Store store) => Settings.GetValue(store, static _ => new StoreSettings());
}

/// <summary>Where an instance finds its store's current options without holding the store.</summary>
internal sealed class StoreSettings
{
    public GuestOptions Options
    {
        get;
        set
        {
            field = value;
            MaxBytesPerCall = value.MaxBytesPerCall;
        }
    } = GuestOptions.Default;

    /// <summary>Gets the limit that every sequence is checked against, one load nearer.</summary>
    public int MaxBytesPerCall { get; private set; } = GuestOptions.Default.MaxBytesPerCall;
}
