using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Ngixi.Bindgen.Native;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Compiles guests, on any engine.</summary>
public static class GuestCompiler
{
    // Kept for the process, like the native library itself: it validates and never compiles.
    private static readonly Lazy<Engine> Validator = new(static () => new Engine(GuestConfig.WithoutUnsupportedTypes()));

    private static readonly ConditionalWeakTable<Module, GuestModuleIdentity> Identities = [];

    /// <summary>
    /// Compiles a module like <see cref="Module.FromBytes"/>, after a check of the types that it uses. Types that Wasmtime .NET
    /// does not have would end the process there, on an engine without a configuration of <see cref="GuestConfig"/>.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="name">The name of the module, for messages.</param>
    /// <param name="wasm">The module in its binary form.</param>
    /// <returns>The module, to be disposed by the caller.</returns>
    /// <exception cref="WasmtimeException">
    /// The module is not valid, or uses garbage collection, function references or exceptions.
    /// </exception>
    public static Module FromBytes(Engine engine, string name, ReadOnlySpan<byte> wasm)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(name);
        NativeLayout.Verify();
        if (Module.Validate(Validator.Value, wasm) is { } reason)
        {
            throw new WasmtimeException($"The module '{name}' cannot be compiled: {reason}");
        }

        return FromChecked(engine, name, Convert.ToHexStringLower(SHA256.HashData(wasm)), wasm);
    }

    /// <summary>Compiles a module whose types were checked, and whose hash is known.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="name">The name of the module.</param>
    /// <param name="sha256">The hash of its binary form.</param>
    /// <param name="wasm">The module in its binary form.</param>
    /// <exception cref="WasmtimeException">The engine refuses it.</exception>
    internal static Module FromChecked(Engine engine, string name, string sha256, ReadOnlySpan<byte> wasm)
    {
        NativeLayout.Verify();
        return Identified(Module.FromBytes(engine, name, wasm), name, sha256);
    }

    /// <summary>Loads what this library compiled and signed. It is native code, which runs with all rights of the process.</summary>
    /// <param name="engine">The engine, with the settings of the one that compiled it.</param>
    /// <param name="name">The name of the module.</param>
    /// <param name="sha256">The hash of its binary form.</param>
    /// <param name="compiled">The code.</param>
    /// <exception cref="WasmtimeException">It is not for this engine.</exception>
    internal static Module FromCompiled(Engine engine, string name, string sha256, ReadOnlySpan<byte> compiled)
    {
        NativeLayout.Verify();
        return Identified(Module.Deserialize(engine, name, compiled), name, sha256);
    }

    internal static GuestModuleIdentity IdentityOf(Module module) =>
        Identities.TryGetValue(module, out GuestModuleIdentity? identity) ? identity : new GuestModuleIdentity(module.Name, null);

    private static Module Identified(Module module, string name, string sha256)
    {
        Identities.Add(module, new GuestModuleIdentity(name, sha256));
        return module;
    }
}
