using System.Text;

namespace Ngixi.Bindgen.Native;

/// <summary>What the instance exports that calls.</summary>
internal static unsafe class CallerExports
{
    /// <summary>Gets whether there is an export of a name. The caller must not be the host.</summary>
    public static bool Has(nint caller, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        ExternHandle item;
        fixed (byte* pointer = bytes)
        {
            if (!NativeMethods.wasmtime_caller_export_get(caller, pointer, (nuint)bytes.Length, &item))
            {
                return false;
            }
        }

        NativeMethods.wasmtime_extern_delete(&item);
        return true;
    }
}
