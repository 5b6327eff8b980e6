using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Defines what guests need beside the interfaces of the host.</summary>
public static class GuestLinker
{
    /// <summary>
    /// Defines the imports of the module <c>ngixi</c>, with which guests take what is larger than their result area. They come
    /// with any interface that the linker defines; a host that defines none, and only calls what guests export, asks for them
    /// by this. May be called more than once.
    /// </summary>
    /// <param name="linker">The linker.</param>
    public static void DefineSupportImports(this Linker linker)
    {
        ArgumentNullException.ThrowIfNull(linker);
        SupportImports.Define(linker);
    }
}
