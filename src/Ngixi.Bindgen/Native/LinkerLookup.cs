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
    private readonly Linker linker;
    private readonly Store store;
    private readonly ulong storeId;

    public LinkerLookup(Linker linker, Engine engine)
    {
        NativeLayout.Verify();
        this.linker = linker;
        store = new Store(engine);

        // A function has the id of its store.
        storeId = IdleFunction.Make(WasmtimeInternals.ContextOf(store), data: 0, finalizer: null).Store;
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
                WasmtimeInternals.HandleOf(linker), context, modulePointer, (nuint)moduleBytes.Length, namePointer, (nuint)nameBytes.Length, &item))
            {
                return null;
            }
        }

        LinkerItem found = new(item.Kind, item.Kind == ExternHandle.FunctionKind && item.Store == storeId ? linker.GetFunction(store, module, name) : null);
        NativeMethods.wasmtime_extern_delete(&item);
        return found;
    }

    public void Dispose() => store.Dispose();
}
