using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// One argument or result of a raw call, Wasmtime's <c>wasmtime_val_raw_t</c>: 16 bytes, little-endian. Arguments and
/// results share one array.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ValueSlot
{
    [FieldOffset(0)]
    internal int Int32;

    [FieldOffset(0)]
    internal uint UInt32;

    [FieldOffset(0)]
    internal long Int64;

    [FieldOffset(0)]
    internal float Single;

    [FieldOffset(0)]
    internal double Double;
}
