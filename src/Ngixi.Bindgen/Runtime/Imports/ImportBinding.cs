using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Bindgen.Runtime.Imports;

/// <summary>The implementation of an interface behind one linker: one object for all instances, or one for each.</summary>
internal abstract class ImportBinding
{
    /// <summary>Gets the binding behind the data pointer of a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(nint data)
        where T : ImportBinding => Unsafe.As<T>(GCHandle<ImportBinding>.FromIntPtr(data).Target);
}

/// <inheritdoc/>
internal sealed class ImportBinding<T> : ImportBinding
    where T : class
{
    private readonly T? shared;
    private readonly Func<GuestContext, T>? forInstance;

    public ImportBinding(T implementation) => shared = implementation;

    public ImportBinding(Func<GuestContext, T> forInstance) => this.forInstance = forInstance;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T For(GuestInstance instance) => shared ?? instance.Implementation(this, forInstance!);
}
