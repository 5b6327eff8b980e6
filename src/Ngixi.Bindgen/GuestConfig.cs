using Ngixi.Bindgen.Native;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Creates the configuration of engines that run guests.</summary>
public static class GuestConfig
{
    /// <summary>
    /// Creates a configuration without the WebAssembly proposals that no guest of this library needs:
    /// <list type="bullet">
    /// <item>Garbage collection, function references, exceptions: a module with an import or export of their types ends the
    /// process in Wasmtime .NET's <see cref="Module"/>.</item>
    /// <item>Threads and 64-bit memories: a guest with such a memory is refused at its first call.</item>
    /// <item>Several memories in one guest: a limit of <see cref="Store.SetLimits"/> applies to each of them alone.</item>
    /// </list>
    /// Compiling a module that uses one of them throws a <see cref="WasmtimeException"/>. A memory never moves when it grows, so
    /// views of it in host methods stay valid; it fails to grow instead.
    /// </summary>
    /// <returns>A configuration of the caller's, to be changed further and passed to <see cref="Engine(Config)"/>.</returns>
    /// <exception cref="InvalidOperationException">The native Wasmtime library is not one that this library works with.</exception>
    public static Config Create()
    {
        NativeLayout.Verify();
        return WithoutUnsupportedTypes()
            .WithWasmThreads(false)
            .WithMemory64(false)
            .WithMultiMemory(false)
            .WithMemoryMayMove(false);
    }

    /// <summary>
    /// The configuration of an engine that refuses what Wasmtime .NET cannot make a <see cref="Module"/> of, and nothing else.
    /// </summary>
    internal static Config WithoutUnsupportedTypes() => new Config().WithGc(false).WithFunctionReferences(false).WithExceptions(false);
}
