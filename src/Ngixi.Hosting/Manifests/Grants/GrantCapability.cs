using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

/// <summary>A capability of this library: a grant is read, and later bound.</summary>
/// <typeparam name="TGrant">What a grant is read as.</typeparam>
/// <param name="name">Its name in manifests.</param>
/// <param name="about">What it is, as a sentence.</param>
internal abstract class GrantCapability<TGrant>(string name, string about) : Capability(name, about)
{
    /// <summary>Reads a grant.</summary>
    public abstract TGrant ReadGrant(GrantReader grant);

    /// <summary>Defines what a grant allows.</summary>
    public abstract void Define(Linker linker, GrantContext context, TGrant grant);

    public sealed override GrantBinding Read(GrantReader grant)
    {
        TGrant read = ReadGrant(grant);
        return (linker, context) => Define(linker, context, read);
    }
}
