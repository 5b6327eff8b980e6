using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Native;

/// <summary><c>wasmtime_instance_pre_t</c>, owned.</summary>
internal sealed class InstancePreHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.wasmtime_instance_pre_delete(handle);
        return true;
    }
}
