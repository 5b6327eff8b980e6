using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Bindgen;

/// <summary>A guest's call of an import, for a <see cref="GuestObserver"/>.</summary>
public readonly ref struct ImportCall
{
    private readonly ImportName import;

    internal ImportCall(GuestContext guest, ImportName import, long number, ReadOnlySpan<long> arguments)
    {
        Guest = guest;
        this.import = import;
        Number = number;
        Arguments = arguments;
    }

    /// <summary>Gets the guest that calls.</summary>
    public GuestContext Guest { get; }

    /// <summary>Gets the module of the import, for example <c>env</c>.</summary>
    public string Module => import.Module;

    /// <summary>Gets the name of the import, for example <c>kv_get</c>.</summary>
    public string Name => import.Name;

    /// <summary>Gets the import as <c>module.name</c>.</summary>
    public string FullName => import.FullName;

    /// <summary>Gets the signature, for example <c>(i32 i64) -&gt; i32</c>.</summary>
    public string Signature => import.Signature;

    /// <summary>Gets whether the interface says that its calls are not to be kept in plain (<see cref="SecretAttribute"/>).</summary>
    public bool IsSecret => import.IsSecret;

    /// <summary>Gets the number of the call among those of the guest's imports and exports that were observed, from 1.</summary>
    public long Number { get; }

    /// <summary>
    /// Gets the arguments as they are in WebAssembly: the bits of each, an <c>i32</c> or <c>f32</c> in the lower half. Pointers and lengths
    /// are the guest's and unchecked.
    /// </summary>
    public ReadOnlySpan<long> Arguments { get; }
}
