using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>The implementation behind one import of a linker: one object for all instances, or one for each.</summary>
internal abstract class ImportBinding
{
    /// <summary>Gets which import it is behind.</summary>
    public ImportName Import { get; private set; } = null!;

    /// <summary>Gets the same implementation behind an import.</summary>
    public ImportBinding Behind(ImportName import)
    {
        ImportBinding binding = (ImportBinding)MemberwiseClone();
        binding.Import = import;
        return binding;
    }

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

    // The imports of the interface have one implementation for an instance.
    private readonly object interfaceKey = new();

    public ImportBinding(T implementation) => shared = implementation;

    public ImportBinding(Func<GuestContext, T> forInstance) => this.forInstance = forInstance;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T For(GuestInstance instance) => shared ?? instance.Implementation(interfaceKey, forInstance!);
}

/// <summary>What is behind an import that the library itself implements.</summary>
internal sealed class OwnImport : ImportBinding;
