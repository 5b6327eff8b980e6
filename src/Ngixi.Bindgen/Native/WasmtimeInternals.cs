using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime;

namespace Ngixi.Bindgen.Native;

/// <summary>What Wasmtime .NET has but does not publish.</summary>
internal static class WasmtimeInternals
{
    private static readonly FieldInfo LinkerHandleField = FindLinkerHandleField();
    private static readonly FieldInfo InstanceHandleField = FindInstanceHandleField();

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

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "contextHandle")]
    public static extern ref nint ContextOf(Store store);

    /// <summary>Throws Wasmtime .NET's exception for a trap, which it takes over. Does nothing for none.</summary>
    public static void ThrowIfTrap(nint trap)
    {
        if (trap != 0)
        {
            throw FromOwnedTrap(null, trap, delete: true);
        }
    }

    /// <summary>The store whose context this is: Wasmtime .NET keeps a weak handle of it as the store's native data.</summary>
    public static Store StoreOf(nint context) =>
        (Store)GCHandle.FromIntPtr(NativeMethods.wasmtime_context_get_data(context)).Target!;

    /// <summary>Throws Wasmtime .NET's exception for a native error, which it takes over. Does nothing for none.</summary>
    public static void ThrowIfError(nint error)
    {
        if (error != 0)
        {
            throw FromOwnedError(null, error);
        }
    }

    /// <summary>
    /// Makes the native trap for an exception, and keeps the exception to be the inner one of what the guest's caller sees.
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
        return field is not null && field.FieldType.IsValueType && RuntimeHelpers.SizeOf(field.FieldType.TypeHandle) == sizeof(InstanceHandle)
            ? field
            : throw NativeLayout.DoesNotFit("Wasmtime.Instance has no field 'instance' with its native handle");
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
