using Ngixi.Bindgen.Native;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Makes the configuration of engines that run guests.</summary>
public static class GuestConfig
{
    /// <summary>
    /// Makes a configuration without the WebAssembly proposals that no guest of this library needs:
    /// <list type="bullet">
    /// <item>garbage collection, function references, exceptions: a module that imports or exports a value of their types
    /// ends the process when Wasmtime .NET's <see cref="Module"/> is made of it;</item>
    /// <item>threads and 64-bit memories: a guest whose memory is of these is refused at its first call;</item>
    /// <item>several memories in one guest: a limit of <see cref="Store.SetLimits"/> counts for each of them alone.</item>
    /// </list>
    /// A module that uses one of them is refused with a <see cref="WasmtimeException"/> when it is compiled. A memory never
    /// moves when it grows, so that no view of it that a host method has goes bad; it fails to grow instead.
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

    /// <summary>The configuration of an engine that refuses what Wasmtime .NET cannot make a <see cref="Module"/> of, and nothing else.</summary>
    internal static Config WithoutUnsupportedTypes() => new Config().WithGc(false).WithFunctionReferences(false).WithExceptions(false);
}
