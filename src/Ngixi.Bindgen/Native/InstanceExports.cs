namespace Ngixi.Bindgen.Native;

/// <summary>What an instance exports, by names in UTF-8: nothing is made of managed objects.</summary>
internal static unsafe class InstanceExports
{
    /// <summary>Finds an export. What is neither a function nor a global is the caller's to delete.</summary>
    public static bool TryFind(nint context, InstanceHandle instance, ReadOnlySpan<byte> name, out ExternHandle item)
    {
        fixed (byte* pointer = name)
        fixed (ExternHandle* found = &item)
        {
            return NativeMethods.wasmtime_instance_export_get(context, &instance, pointer, (nuint)name.Length, found);
        }
    }

    /// <summary>Reads a global.</summary>
    /// <returns>Its value; 0 where it is no i32.</returns>
    public static int ReadInt32(nint context, ExternHandle global)
    {
        NativeValue value;
        NativeMethods.wasmtime_global_get(context, &global.Global, &value);
        return value.Kind == NativeValue.Int32Kind ? value.Int32 : 0;
    }
}
