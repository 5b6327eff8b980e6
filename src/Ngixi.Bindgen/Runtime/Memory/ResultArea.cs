using System.ComponentModel;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Bindgen.Runtime.Memory;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// Where a guest wants a result that is not a scalar: <c>u32 capacity, u32 encoding</c>, then the payload
/// (docs/abi.md, Results). For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ResultArea
{
    private const uint HeaderSize = 8;

    private ResultArea(uint payload, uint capacity, bool isUtf16)
    {
        Payload = payload;
        Capacity = capacity;
        IsUtf16 = isUtf16;
    }

    /// <summary>Reads the header, and checks that the area lies in the guest's memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe ResultArea Read(GuestReader reader, uint pointer, string name) => Read(reader, pointer, name, out _);

    /// <summary>Reads the header, and gives out where the payload stands until the guest runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe ResultArea Read(GuestReader reader, uint pointer, string name, out byte* payload)
    {
        if (pointer % 8 != 0)
        {
            throw Unaligned(reader.Origin, pointer, name);
        }

        ref GuestMemory memory = ref reader.Instance.Memory;
        reader.RequireRange(ref memory, pointer, HeaderSize, name);
        uint* header = (uint*)memory.At(pointer);
        uint capacity = header[0];
        uint encoding = header[1];
        if (encoding > 1)
        {
            throw UnknownEncoding(reader.Origin, encoding, name);
        }

        reader.RequireRange(ref memory, pointer, HeaderSize + (ulong)capacity, name);
        payload = (byte*)header + HeaderSize;
        return new ResultArea(pointer + HeaderSize, capacity, encoding == 1);
    }

    internal uint Payload { get; }

    internal uint Capacity { get; }

    /// <summary>Gets the capacity as the length of a span.</summary>
    internal int Room => (int)Math.Min(Capacity, int.MaxValue);

    internal bool IsUtf16 { get; }

    /// <summary>Gets whether a result goes into the area; a larger one is parked.</summary>
    internal bool Holds(int byteCount) => (uint)byteCount <= Capacity;

    /// <summary>Gets where a result goes, to be filled in: into the area, or parked when it is larger.</summary>
    /// <param name="instance">The guest whose area it is.</param>
    /// <param name="byteCount">The length of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Destination(GuestInstance instance, int byteCount) =>
        Holds(byteCount) ? instance.Memory.Read(Payload, byteCount) : instance.Park(byteCount);

    /// <summary>Hands a block of the host to the guest: in the area, or parked when it is larger.</summary>
    /// <param name="instance">The guest whose area it is.</param>
    /// <param name="block">The block; its buffer is given up.</param>
    internal void Deliver(GuestInstance instance, in BlockWriter block)
    {
        if (Holds(block.Length))
        {
            block.Written.CopyTo(instance.Memory.Read(Payload, block.Length));
            block.Release();
        }
        else
        {
            instance.Park(block.ToRented(), block.Length);
        }
    }

    private static Exception Unaligned(ValueOrigin origin, uint pointer, string name) =>
        origin.Bad(name, $"the result area at 0x{pointer:X8} is not aligned to 8 bytes");

    private static Exception UnknownEncoding(ValueOrigin origin, uint encoding, string name) =>
        origin.Bad(name, $"the result area's encoding is {encoding}, not 0 (UTF-8) or 1 (UTF-16)");
}
