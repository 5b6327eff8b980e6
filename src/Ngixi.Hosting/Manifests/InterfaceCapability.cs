using Ngixi.Bindgen;
using Ngixi.Hosting.Manifests.Grants;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A capability whose imports one interface declares.</summary>
/// <param name="name">Its name in manifests.</param>
/// <param name="define">The generated method that defines the interface.</param>
/// <param name="read">Reads a grant: what makes, for a module, what makes the implementation for an instance.</param>
internal sealed class InterfaceCapability<T>(
    string name, Action<Linker, Func<GuestContext, T>> define, Func<GrantReader, Func<GrantContext, Func<GuestContext, T>>> read)
    : Capability(name)
    where T : class
{
    public override void Describe(Linker linker) => define(linker, Described.Instance<T>);

    public override GrantBinding Read(GrantReader grant)
    {
        Func<GrantContext, Func<GuestContext, T>> create = read(grant);
        return (linker, context) => define(linker, create(context));
    }
}
