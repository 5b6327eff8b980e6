using Ngixi.Bindgen;

namespace Ngixi.Hosting.Manifests.Grants;

/// <summary>What stands for an implementation where imports are described, and never called.</summary>
internal static class Described
{
    public static T Instance<T>(GuestContext context)
        where T : class => throw new InvalidOperationException("A described capability is called.");
}
