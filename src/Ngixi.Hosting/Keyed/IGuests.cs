using Ngixi.Bindgen;

namespace Ngixi.Hosting;

/// <summary>Guests by key: one live guest for each key, made when it is called. It may be in this process or in another.</summary>
public interface IGuests
{
    /// <summary>Gets the guest of a key. Nothing is made or called yet, so this costs little.</summary>
    /// <typeparam name="T">
    /// The asynchronous interface that is generated for an exported one: <c>IShopGuest</c> for
    /// <c>[WasmExport(Async = true)] interface IShop</c>.
    /// </typeparam>
    /// <param name="name">The name that guests of the kind were added under.</param>
    /// <param name="key">The key: 1 to 512 bytes of UTF-8 without control characters.</param>
    /// <returns>The guest. Any number of threads may call it; it does one call after the other.</returns>
    /// <exception cref="ArgumentException">No guests have the name, they have another interface, or the key is none.</exception>
    T Get<T>(string name, string key)
        where T : class, IGuestClient<T>;
}
