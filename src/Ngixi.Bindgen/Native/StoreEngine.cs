using Wasmtime;

namespace Ngixi.Bindgen.Native;

/// <summary>
/// Finds a store's engine, and how much of a thread's stack it gives guests: a configuration's setting, which Wasmtime has no
/// function to ask for.
/// </summary>
internal static unsafe class StoreEngine
{
    /// <summary>The most words to look through. An object may end before: what is behind it is read only where it is mapped.</summary>
    private const int Words = 512;

    /// <summary>What <see cref="Config.WithMaximumStackSize"/> is when it is not set.</summary>
    private const int DefaultStackSize = 512 * 1024;

    private static readonly Lazy<int?> Offset = new(FindOffset);
    private static readonly Lazy<int?> StackSizeOffset = new(FindStackSizeOffset);

    /// <summary>Gets what an engine's handle points to; 0 where this Wasmtime keeps it elsewhere.</summary>
    /// <param name="context">The store's context.</param>
    public static nint Of(nint context) => Offset.Value is { } offset ? *(nint*)(context + offset) : 0;

    /// <summary>
    /// Gets how many bytes of a thread's stack a guest may use; Wasmtime's default where this Wasmtime keeps it elsewhere.
    /// </summary>
    /// <param name="context">The store's context.</param>
    public static nuint StackSizeOf(nint context) =>
        Of(context) is not 0 and var engine && StackSizeOffset.Value is { } offset ? *(nuint*)(engine + offset) : DefaultStackSize;

    /// <summary>Finds where a store keeps its engine: the same place in each store, and what <c>wasm_engine_t</c> points to.</summary>
    private static int? FindOffset()
    {
        using Engine first = new();
        using Engine second = new();
        using Store firstStore = new(first);
        using Store secondStore = new(second);
        using Store thirdStore = new(second);
        int word = GuardedMemory.Read(WasmtimeInternals.ContextOf(firstStore), stackalloc nint[Words]).IndexOf(AddressOf(first));
        int offset = word * sizeof(nint);
        return word >= 0 && IsAt(offset, secondStore) && IsAt(offset, thirdStore) ? offset : null;

        bool IsAt(int offset, Store store) => *(nint*)(WasmtimeInternals.ContextOf(store) + offset) == AddressOf(second);
    }

    /// <summary>Finds where an engine keeps the size: the same place in each engine.</summary>
    private static int? FindStackSizeOffset()
    {
        // Sizes that nothing else has, to tell the place by.
        const int FirstSize = 300_007;
        const int SecondSize = 400_009;
        using Engine first = new(new Config().WithMaximumStackSize(FirstSize));
        using Engine second = new(new Config().WithMaximumStackSize(SecondSize));
        using Engine third = new();
        int word = GuardedMemory.Read(AddressOf(first), stackalloc nint[Words]).IndexOf(FirstSize);
        int offset = word * sizeof(nint);
        return word >= 0 && *(nint*)(AddressOf(second) + offset) == SecondSize && *(nint*)(AddressOf(third) + offset) == DefaultStackSize
            ? offset
            : null;
    }

    private static nint AddressOf(Engine engine) => *(nint*)WasmtimeInternals.HandleOf(engine).DangerousGetHandle();
}
