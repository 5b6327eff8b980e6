using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Hosting.Manifests;

/// <summary>Defines what a manifest grants, and what each guest has besides.</summary>
internal static class GrantLinker
{
    /// <summary>Defines the imports of a module.</summary>
    /// <param name="linker">A new linker.</param>
    /// <param name="manifest">What is granted.</param>
    /// <param name="context">The module, and what its grants open.</param>
    /// <exception cref="GuestRefusedException">A grant cannot be given; all of them are listed.</exception>
    public static void Define(Linker linker, GuestManifest manifest, GrantContext context)
    {
        List<string> refusals = [];
        foreach ((string name, GuestGrant grant) in InOrder(manifest, context.Options.Capabilities))
        {
            try
            {
                grant.Define(linker, context);
            }
            catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException
                or PlatformNotSupportedException or KeyNotFoundException or WasmtimeException)
            {
                refusals.Add($"The grant {name} cannot be given: {exception.Message}");
            }
        }

        if (refusals.Count > 0)
        {
            throw new GuestRefusedException(context.Module, refusals);
        }

        DefineAlways(linker, context.AssemblyScript);
    }

    /// <summary>Defines what each guest has: its aborts, and the receipt of large results.</summary>
    public static void DefineAlways(Linker linker, AssemblyScriptOptions options)
    {
        linker.DefineAssemblyScript(options);
        linker.DefineSupportImports();
    }

    // The order of the set, so that a grant finds what others have a part in.
    private static IEnumerable<KeyValuePair<string, GuestGrant>> InOrder(GuestManifest manifest, CapabilitySet capabilities)
    {
        List<string> order = [.. capabilities.Select(capability => capability.Name)];
        return manifest.Grants.OrderBy(grant => order.IndexOf(grant.Key) is var index and >= 0 ? index : order.Count);
    }
}
