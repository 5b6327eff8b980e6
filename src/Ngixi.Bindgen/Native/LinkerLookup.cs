using System.Text;
using Wasmtime;

namespace Ngixi.Bindgen.Native;

/// <summary>What a linker defines under one name.</summary>
/// <param name="Kind">An <see cref="ExternHandle"/>'s kind.</param>
/// <param name="Function">The function, or null for what is none and for one whose type cannot be asked for.</param>
internal readonly record struct LinkerItem(byte Kind, Function? Function);

/// <summary>Looks up what a linker defines, by means of a store of its own.</summary>
/// <remarks>
/// Wasmtime .NET's own lookup asks each item for its type, and ends the process where the item is of another store. This one
/// looks at the item's store first.
/// </remarks>
internal sealed unsafe class LinkerLookup : IDisposable
{
    /// <summary>What Wasmtime says of a module of another engine, which it looks at first of all.</summary>
    private static readonly Lazy<string?> OtherEngine = new(FindOtherEngine);

    private readonly Linker linker;
    private readonly Store store;
    private readonly ulong storeId;

    private static ReadOnlySpan<byte> EmptyModule => [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];

    /// <exception cref="ArgumentException">
    /// The linker or the module is of another engine, which Wasmtime ends the process for, or refuses late.
    /// </exception>
    public LinkerLookup(Linker linker, Engine engine, Module module)
    {
        NativeLayout.Verify();
        if (!IsOf(linker, engine))
        {
            throw new ArgumentException("The linker is of another engine. Pass the engine that the linker was made with.", nameof(engine));
        }

        if (RefusalOf(linker, module) is { } refusal && refusal == OtherEngine.Value)
        {
            throw new ArgumentException(
                "The module is of another engine than the linker. Compile it with the engine that the linker was made with.",
                nameof(module));
        }

        (this.linker, store, storeId) = Open(linker, engine);
    }

    /// <summary>Looks up in a linker that was made with the engine: nobody else had it.</summary>
    public LinkerLookup(Linker linker, Engine engine)
    {
        NativeLayout.Verify();
        (this.linker, store, storeId) = Open(linker, engine);
    }

    public LinkerItem? Find(string module, string name)
    {
        byte[] moduleBytes = Encoding.UTF8.GetBytes(module);
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        ExternHandle item;
        fixed (byte* modulePointer = moduleBytes, namePointer = nameBytes)
        {
            nint context = WasmtimeInternals.ContextOf(store);
            if (!NativeMethods.wasmtime_linker_get(
                WasmtimeInternals.HandleOf(linker),
                context,
                modulePointer,
                (nuint)moduleBytes.Length,
                namePointer,
                (nuint)nameBytes.Length,
                &item))
            {
                return null;
            }
        }

        LinkerItem found = new(
            item.Kind,
            item.Kind == ExternHandle.FunctionKind && item.Store == storeId ? linker.GetFunction(store, module, name) : null);
        NativeMethods.wasmtime_extern_delete(&item);
        return found;
    }

    public void Dispose() => store.Dispose();

    private static (Linker Linker, Store Store, ulong StoreId) Open(Linker linker, Engine engine)
    {
        Store store = new(engine);

        // A function has the id of its store.
        return (linker, store, IdleFunction.Make(WasmtimeInternals.ContextOf(store), data: 0, finalizer: null).Store);
    }

    /// <summary>Nothing tells a linker's engine, but a module of another one is refused.</summary>
    private static bool IsOf(Linker linker, Engine engine)
    {
        using Module module = Module.FromBytes(engine, "empty", EmptyModule);
        return RefusalOf(linker, module) is null;
    }

    private static string? FindOtherEngine()
    {
        using Engine engine = new();
        using Engine other = new();
        using Linker linker = new(engine);
        using Module module = Module.FromBytes(other, "empty", EmptyModule);
        return RefusalOf(linker, module);
    }

    /// <summary>Says why a linker cannot link a module; null where it can.</summary>
    private static string? RefusalOf(Linker linker, Module module)
    {
        nint error = NativeMethods.wasmtime_linker_instantiate_pre(
            WasmtimeInternals.HandleOf(linker),
            WasmtimeInternals.HandleOf(module),
            out InstancePreHandle handle);
        handle.Dispose();
        return error == 0 ? null : WasmtimeInternals.ToException(error).Message;
    }
}
