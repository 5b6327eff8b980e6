using System.Runtime.InteropServices;
using System.Text;
using Wasmtime;

namespace Ngixi.Bindgen.Native;

/// <summary><c>wasmtime_guestprofiler_t</c>, owned: samples of the functions of one module that run. For one thread at a time.</summary>
internal sealed unsafe class NativeProfiler : SafeHandle
{
    private NativeProfiler(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    /// <summary>Begins a profile.</summary>
    /// <param name="engine">The engine of the module.</param>
    /// <param name="name">Its name, and the module's in it.</param>
    /// <param name="interval">The time from one sample to the next, as it is to be.</param>
    /// <param name="module">The module.</param>
    public static NativeProfiler Begin(Engine engine, string name, TimeSpan interval, Module module)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        SafeHandle moduleHandle = WasmtimeInternals.HandleOf(module);
        bool isKept = false;
        try
        {
            moduleHandle.DangerousAddRef(ref isKept);
            fixed (byte* pointer = text)
            {
                ByteVector vector = new() { Size = (nuint)text.Length, Data = pointer };
                ProfiledModule profiled = new() { Name = &vector, Module = moduleHandle.DangerousGetHandle() };
                return new NativeProfiler(NativeMethods.wasmtime_guestprofiler_new(
                    WasmtimeInternals.HandleOf(engine), &vector, (ulong)interval.Ticks * 100, &profiled, 1));
            }
        }
        finally
        {
            if (isKept)
            {
                moduleHandle.DangerousRelease();
            }
        }
    }

    /// <summary>Adds what runs now, in a callback of the store's epochs.</summary>
    /// <param name="store">The store.</param>
    /// <param name="since">The time that the guest ran since the sample before.</param>
    public void Sample(Store store, TimeSpan since) =>
        NativeMethods.wasmtime_guestprofiler_sample(this, WasmtimeInternals.HandleOf(store), (ulong)since.Ticks * 100);

    /// <summary>Ends the profile.</summary>
    /// <returns>It, in the form of Firefox's profiler: JSON.</returns>
    public byte[] Finish()
    {
        ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
        nint owned = handle;
        SetHandleAsInvalid();
        ByteVector json;
        WasmtimeInternals.ThrowIfError(NativeMethods.wasmtime_guestprofiler_finish(owned, &json));
        try
        {
            return new ReadOnlySpan<byte>(json.Data, checked((int)json.Size)).ToArray();
        }
        finally
        {
            NativeMethods.wasm_byte_vec_delete(&json);
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.wasmtime_guestprofiler_delete(handle);
        return true;
    }
}
