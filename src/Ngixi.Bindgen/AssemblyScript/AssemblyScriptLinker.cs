using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Defines AssemblyScript's own imports.</summary>
public static class AssemblyScriptLinker
{
    /// <summary>
    /// Defines the imports of AssemblyScript's standard library, in the module <c>env</c>: <c>abort</c>, which becomes a
    /// <see cref="GuestAbortException"/>, and those that <paramref name="options"/> grants.
    /// </summary>
    /// <param name="linker">The linker.</param>
    /// <param name="options">The imports to define besides <c>abort</c>; none by default.</param>
    /// <exception cref="WasmtimeException">The linker has one of these imports already.</exception>
    public static void DefineAssemblyScript(this Linker linker, AssemblyScriptOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(linker);
        AssemblyScriptImports.Define(linker, options ?? new AssemblyScriptOptions());
    }
}
