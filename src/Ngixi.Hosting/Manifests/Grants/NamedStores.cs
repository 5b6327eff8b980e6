using Ngixi.Bindgen;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting.Manifests.Grants;

/// <summary>Finds what the host has under a name.</summary>
internal static class NamedStores
{
    /// <summary>The name of the store that a grant means where it names none.</summary>
    public const string Default = "default";

    /// <summary>Finds a store, or reports that there is none.</summary>
    /// <param name="grant">The grant, whose field <c>store</c> has the name.</param>
    /// <param name="stores">The host's stores.</param>
    /// <param name="name">The name.</param>
    /// <param name="option">The property of <see cref="GuestEngineOptions"/> that has them.</param>
    public static T? Find<T>(GrantReader grant, IDictionary<string, T> stores, string name, string option)
        where T : class
    {
        if (stores.TryGetValue(name, out T? store))
        {
            return store;
        }

        string advice = stores.Count == 0 || name == Default
            ? $"the host puts it into GuestEngineOptions.{option}[\"{name}\"]."
            : NearestName.Advice(name, [.. stores.Keys]);
        grant.Report("store", $"names the store {UntrustedText.Quote(name)}, which the host does not have: {advice}");
        return null;
    }
}
