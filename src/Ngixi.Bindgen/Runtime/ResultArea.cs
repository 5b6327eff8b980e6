using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// Where a guest wants a result that is not a scalar: <c>u32 capacity, u32 encoding</c>, then the payload
/// (docs/abi.md, Results). For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ResultArea
{
    internal const uint HeaderSize = 8;

    internal ResultArea(uint payload, uint capacity, bool isUtf16)
    {
        Payload = payload;
        Capacity = capacity;
        IsUtf16 = isUtf16;
    }

    internal uint Payload { get; }

    internal uint Capacity { get; }

    internal bool IsUtf16 { get; }
}
