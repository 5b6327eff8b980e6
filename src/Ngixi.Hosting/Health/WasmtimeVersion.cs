using System.Runtime.InteropServices;
using Wasmtime;

namespace Ngixi.Hosting.Health;

/// <summary>The version of Wasmtime, of its .NET package and of its native library.</summary>
internal static class WasmtimeVersion
{
    /// <summary>Gets the version of the .NET package.</summary>
    public static Version Managed { get; } =
        typeof(Engine).Assembly.GetName().Version is { } version ? new(version.Major, version.Minor, version.Build) : new();

    /// <summary>Gets the version of the native library; null where it is another than the package's.</summary>
    public static Version? Native { get; } = FindNative();

    // The native library tells its version by the name of a symbol alone.
    private static Version? FindNative() =>
        NativeLibrary.TryLoad("wasmtime", typeof(Engine).Assembly, null, out nint library)
        && NativeLibrary.TryGetExport(library, $"resolve_vmctx_memory_ptr_{Managed.Major}_{Managed.Minor}_{Managed.Build}", out _)
            ? Managed
            : null;
}
