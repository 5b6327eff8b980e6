using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A capability whose imports one interface declares.</summary>
/// <param name="name">Its name in manifests.</param>
/// <param name="define">The generated method that defines the interface.</param>
/// <param name="read">Reads a grant: what makes the implementations for the instances of a module.</param>
internal sealed class InterfaceCapability<T>(
    string name, Action<Linker, Func<GuestContext, T>> define, Func<GrantReader, GrantContext?, Func<GuestContext, T>> read)
    : Capability(name)
    where T : class
{
    public override void Describe(Linker linker) =>
        define(linker, static _ => throw new InvalidOperationException("A described capability is called."));

    public override GrantBinding Read(GrantReader grant)
    {
        Func<GuestContext, T> create = read(grant, null);
        return (linker, _) => define(linker, create);
    }
}
