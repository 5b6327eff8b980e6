using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Native;

/// <summary>What Wasmtime .NET has but does not publish.</summary>
internal static class WasmtimeInternals
{
    private static readonly FieldInfo LinkerHandleField = FindLinkerHandleField();
    private static readonly FieldInfo InstanceHandleField = FindInstanceHandleField();
    private static readonly (ConstructorInvoker Invoke, RuntimeTypeHandle Handle) InstanceConstructor = FindInstanceConstructor();

    /// <summary>The native handle of a linker. Its field's type is not public, so an unsafe accessor cannot reach it.</summary>
    public static SafeHandle HandleOf(Linker linker) => (SafeHandle)LinkerHandleField.GetValue(linker)!;

    /// <summary>The native handle of an instance. Its field's type is not public, so an unsafe accessor cannot reach it.</summary>
    public static unsafe InstanceHandle HandleOf(Instance instance)
    {
        GCHandle boxed = GCHandle.Alloc(InstanceHandleField.GetValue(instance), GCHandleType.Pinned);
        try
        {
            return *(InstanceHandle*)boxed.AddrOfPinnedObject();
        }
        finally
        {
            boxed.Free();
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_store")]
    public static extern ref Store StoreOf(Instance instance);

    /// <summary>The native handle of an engine.</summary>
    public static SafeHandle HandleOf(Engine engine) => (SafeHandle)NativeHandle(engine);

    /// <summary>The native handle of a module.</summary>
    public static SafeHandle HandleOf(Module module) => (SafeHandle)NativeHandle(module);

    /// <summary>The native handle of a store.</summary>
    public static SafeHandle HandleOf(Store store) => (SafeHandle)NativeHandle(store);

    /// <summary>The native context of a store.</summary>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public static nint ContextOf(Store store)
    {
        ObjectDisposedException.ThrowIf(HandleOf(store).IsClosed, store);
        return ContextHandle(store);
    }

    /// <summary>Wasmtime .NET's object for a native instance, whose type it keeps to itself.</summary>
    public static Instance NewInstance(Store store, InstanceHandle handle)
    {
        object boxed = RuntimeHelpers.Box(ref Unsafe.As<InstanceHandle, byte>(ref handle), InstanceConstructor.Handle)!;
        return (Instance)InstanceConstructor.Invoke.Invoke(store, boxed);
    }

    /// <summary>The store whose context this is: Wasmtime .NET keeps a weak handle of it as the store's native data.</summary>
    public static Store StoreOf(nint context) =>
        (Store)GCHandle.FromIntPtr(NativeMethods.wasmtime_context_get_data(context)).Target!;

    /// <summary>Throws Wasmtime .NET's exception for a native error, which it takes over. Does nothing for none.</summary>
    public static void ThrowIfError(nint error)
    {
        if (error != 0)
        {
            throw ToException(error);
        }
    }

    /// <summary>Makes Wasmtime .NET's exception for a native error, which it takes over.</summary>
    public static WasmtimeException ToException(nint error) => FromOwnedError(null, error);

    /// <summary>Throws Wasmtime .NET's exception for a trap, which it takes over. Does nothing for none.</summary>
    public static void ThrowIfTrap(nint trap)
    {
        if (trap != 0)
        {
            throw FromOwnedTrap(null, trap, delete: true);
        }
    }

    /// <summary>
    /// Creates the native trap for an exception, which becomes the inner exception of the one that the guest's caller sees.
    /// </summary>
    public static nint NewTrap(Exception exception) => HandleCallbackException(null, exception);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern nint HandleCallbackException(Function? type, Exception ex);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern WasmtimeException FromOwnedError(WasmtimeException? type, nint error);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern TrapException FromOwnedTrap(TrapException? type, nint trap, bool delete);

    [DynamicDependency("instance", typeof(Instance))]
    private static unsafe FieldInfo FindInstanceHandleField()
    {
        FieldInfo? field = typeof(Instance).GetField("instance", BindingFlags.Instance | BindingFlags.NonPublic);
        return field is not null
            && field.FieldType.IsValueType
            && RuntimeHelpers.SizeOf(field.FieldType.TypeHandle) == sizeof(InstanceHandle)
            ? field
            : throw NativeLayout.DoesNotFit("Wasmtime.Instance has no field 'instance' with its native handle");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_NativeHandle")]
    [return: UnsafeAccessorType("Wasmtime.Engine+Handle, Wasmtime.Dotnet")]
    private static extern object NativeHandle(Engine engine);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_NativeHandle")]
    [return: UnsafeAccessorType("Wasmtime.Module+Handle, Wasmtime.Dotnet")]
    private static extern object NativeHandle(Module module);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_NativeHandle")]
    [return: UnsafeAccessorType("Wasmtime.Store+Handle, Wasmtime.Dotnet")]
    private static extern object NativeHandle(Store store);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "contextHandle")]
    private static extern ref nint ContextHandle(Store store);

    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicConstructors, typeof(Instance))]
    private static (ConstructorInvoker, RuntimeTypeHandle) FindInstanceConstructor()
    {
        foreach (ConstructorInfo constructor in typeof(Instance).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            if (constructor.GetParameters() is [{ ParameterType: var store }, { ParameterType: { IsValueType: true } handle }]
                && store == typeof(Store)
                && RuntimeHelpers.SizeOf(handle.TypeHandle) == Unsafe.SizeOf<InstanceHandle>())
            {
                return (ConstructorInvoker.Create(constructor), handle.TypeHandle);
            }
        }

        throw NativeLayout.DoesNotFit("Wasmtime.Instance has no constructor for a native instance");
    }

    [DynamicDependency("handle", typeof(Linker))]
    private static FieldInfo FindLinkerHandleField()
    {
        FieldInfo? field = typeof(Linker).GetField("handle", BindingFlags.Instance | BindingFlags.NonPublic);
        return field is not null && field.FieldType.IsSubclassOf(typeof(SafeHandle))
            ? field
            : throw NativeLayout.DoesNotFit("Wasmtime.Linker has no field 'handle' with its native handle");
    }
}
