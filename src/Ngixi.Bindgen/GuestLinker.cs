using Ngixi.Bindgen.Runtime.Imports;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Defines the imports that guests need besides the interfaces of the host.</summary>
public static class GuestLinker
{
    /// <summary>
    /// Defines the imports of the module <c>ngixi</c>, by which guests receive results larger than their result area. Every
    /// <c>linker.Define…</c> defines them, too. A host that only calls exports of guests needs this method. It may be called
    /// more than once.
    /// </summary>
    /// <param name="linker">The linker.</param>
    public static void DefineSupportImports(this Linker linker)
    {
        ArgumentNullException.ThrowIfNull(linker);
        SupportImports.Define(linker);
    }
}
