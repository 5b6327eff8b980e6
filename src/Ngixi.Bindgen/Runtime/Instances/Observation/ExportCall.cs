namespace Ngixi.Bindgen;

/// <summary>A call of a guest's export, for a <see cref="GuestObserver"/>.</summary>
public readonly ref struct ExportCall
{
    internal ExportCall(GuestContext guest, string name, long number, bool isNested, bool isSecret, ReadOnlySpan<long> arguments)
    {
        Guest = guest;
        Name = name;
        Number = number;
        IsNested = isNested;
        IsSecret = isSecret;
        Arguments = arguments;
    }

    /// <summary>Gets the guest that is called.</summary>
    public GuestContext Guest { get; }

    /// <summary>Gets the name of the export, for example <c>render</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the number of the call among those of the guest's imports and exports that were observed, from 1.</summary>
    public long Number { get; }

    /// <summary>Gets whether the host calls in an import that the same guest called.</summary>
    public bool IsNested { get; }

    /// <summary>Gets whether the interface says that its calls are not to be kept in plain (<see cref="SecretAttribute"/>).</summary>
    public bool IsSecret { get; }

    /// <summary>Gets the arguments as they are in WebAssembly: the bits of each, an <c>i32</c> or <c>f32</c> in the lower half.</summary>
    public ReadOnlySpan<long> Arguments { get; }
}
