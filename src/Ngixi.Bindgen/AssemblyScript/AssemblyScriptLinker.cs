using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Defines AssemblyScript's own imports.</summary>
public static class AssemblyScriptLinker
{
    /// <summary>
    /// Defines the imports that AssemblyScript's standard library asks for, in its module <c>env</c>: <c>abort</c>, which
    /// becomes a <see cref="GuestAbortException"/>, and what <paramref name="options"/> grants.
    /// </summary>
    /// <param name="linker">The linker.</param>
    /// <param name="options">What else guests get; nothing by default.</param>
    /// <exception cref="WasmtimeException">The linker has one of these imports already.</exception>
    public static void DefineAssemblyScript(this Linker linker, AssemblyScriptOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(linker);
        AssemblyScriptImports.Define(linker, options ?? new AssemblyScriptOptions());
    }
}
