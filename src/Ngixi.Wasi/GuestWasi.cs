using Ngixi.Bindgen;
using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <summary>WASI for the guests of one module, within a grant: <c>linker.DefineGuestWasi(wasi)</c>.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed class GuestWasi
{
    /// <summary>Creates the WASI of a module.</summary>
    /// <param name="grant">What its guests may do; by default what <see cref="WasiGrant"/> has.</param>
    public GuestWasi(WasiGrant? grant = null)
    {
        Grant = grant ?? new WasiGrant();
        Random = new GuestRandom(Grant.Random);
    }

    internal WasiGrant Grant { get; }

    internal GuestRandom Random { get; }

    internal IWasiPreview1 ForInstance(GuestContext context)
    {
        InstanceWasi wasi = new(this, context);
        context.RegisterForDispose(wasi);
        return wasi;
    }
}
