using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>Defines the imports of one interface on a linker. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ImportBinder
{
    private static readonly ConditionalWeakTable<Linker, HashSet<(string Module, Type Resource)>> DefinedResources = [];

    private readonly Linker linker;
    private readonly ImportBinding binding;

    private ImportBinder(Linker linker, ImportBinding binding)
    {
        NativeLayout.Verify();
        GuestInstance.Initialize();
        this.linker = linker;
        this.binding = binding;
        SupportImports.Define(linker);
    }

    /// <summary>Binds one implementation for every instance; it must accept calls from as many threads as run guests.</summary>
    /// <typeparam name="T">The interface.</typeparam>
    /// <param name="linker">The linker.</param>
    /// <param name="implementation">The implementation.</param>
    /// <returns>The binder.</returns>
    public static ImportBinder For<T>(Linker linker, T implementation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(implementation);
        return new ImportBinder(linker, new ImportBinding<T>(implementation));
    }

    /// <summary>Binds an implementation for each instance, made when the instance first calls.</summary>
    /// <typeparam name="T">The interface.</typeparam>
    /// <param name="linker">The linker.</param>
    /// <param name="forInstance">Makes the implementation for an instance.</param>
    /// <returns>The binder.</returns>
    public static ImportBinder For<T>(Linker linker, Func<GuestContext, T> forInstance)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(forInstance);
        return new ImportBinder(linker, new ImportBinding<T>(forInstance));
    }

    /// <summary>Defines one import.</summary>
    /// <param name="module">The import module.</param>
    /// <param name="name">The import name.</param>
    /// <param name="signature">The wasm signature, for example <c>(i32 i64) -&gt; i32</c>.</param>
    /// <param name="function">The function.</param>
    /// <exception cref="WasmtimeException">The linker has an import of that name already.</exception>
    public void Define(
        string module, string name, string signature, delegate* unmanaged[Cdecl]<void*, void*, ValueSlot*, ulong, void*> function) =>
        Define(linker, binding, module, name, signature, function);

    /// <summary>Defines one import whose calls are not to be kept in plain.</summary>
    /// <param name="module">The import module.</param>
    /// <param name="name">The import name.</param>
    /// <param name="signature">The wasm signature, for example <c>(i32 i64) -&gt; i32</c>.</param>
    /// <param name="function">The function.</param>
    /// <exception cref="WasmtimeException">The linker has an import of that name already.</exception>
    public void DefineSecret(
        string module, string name, string signature, delegate* unmanaged[Cdecl]<void*, void*, ValueSlot*, ulong, void*> function) =>
        Define(linker, binding, module, name, signature, function, isSecret: true);

    /// <summary>Defines the imports by which guests report the contract that they were built against.</summary>
    /// <param name="contract">The text of the contract.</param>
    /// <param name="earlier">The texts of earlier contracts whose guests are accepted, too.</param>
    public void DefineContract(string contract, string[] earlier) => ContractMarkers.Define(linker, contract, earlier);

    /// <summary>
    /// Gets whether the imports of a resource are still to be defined on this linker: interfaces that hand out the same
    /// resource share them.
    /// </summary>
    /// <typeparam name="TResource">The resource interface.</typeparam>
    /// <param name="module">The import module.</param>
    /// <returns>True the first time.</returns>
    public bool TryAddResource<TResource>(string module)
        where TResource : class => DefinedResources.GetValue(linker, static _ => []).Add((module, typeof(TResource)));

    /// <summary>Defines one import. Its data pointer is a handle of <paramref name="binding"/> behind that import.</summary>
    internal static void Define(
        Linker linker,
        ImportBinding binding,
        string module,
        string name,
        string signature,
        delegate* unmanaged[Cdecl]<void*, void*, ValueSlot*, ulong, void*> function,
        bool isSecret = false)
    {
        byte[] moduleBytes = Encoding.UTF8.GetBytes(module);
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        nint type = FunctionType.Create(signature);
        try
        {
            fixed (byte* modulePointer = moduleBytes, namePointer = nameBytes)
            {
                WasmtimeInternals.ThrowIfError(NativeMethods.wasmtime_linker_define_func_unchecked(
                    WasmtimeInternals.HandleOf(linker),
                    modulePointer,
                    (nuint)moduleBytes.Length,
                    namePointer,
                    (nuint)nameBytes.Length,
                    type,
                    function,
                    GCHandle<ImportBinding>.ToIntPtr(
                        new GCHandle<ImportBinding>(binding.Behind(new ImportName(module, name, signature, isSecret)))),
                    &FreeData));
            }
        }
        finally
        {
            NativeMethods.wasm_functype_delete(type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeData(nint data) => GCHandle<ImportBinding>.FromIntPtr(data).Dispose();
}
