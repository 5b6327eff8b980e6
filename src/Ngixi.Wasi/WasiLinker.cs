using Wasmtime;

namespace Ngixi.Wasi;

/// <summary>Defines WASI for guests.</summary>
public static class WasiLinker
{
    /// <summary>
    /// Defines the module <c>wasi_snapshot_preview1</c>, in place of Wasmtime's own, which <see cref="Linker.DefineWasi"/> defines.
    /// </summary>
    /// <param name="linker">The linker.</param>
    /// <param name="wasi">What guests of the linker's modules may do.</param>
    /// <exception cref="WasmtimeException">The linker has WASI already.</exception>
    public static void DefineGuestWasi(this Linker linker, GuestWasi wasi)
    {
        ArgumentNullException.ThrowIfNull(wasi);
        linker.DefineWasiPreview1(wasi.ForInstance);
    }
}
