using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Native;

namespace Ngixi.Bindgen.Runtime;

/// <content>Results that are not scalars: into the guest's result area, or parked (docs/abi.md, Results).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>The status of a result that is null.</summary>
    private const int NullStatus = -1;

    /// <summary>
    /// Checks the result area before the host's method runs, so that a guest with a bad one does not make it run for nothing.
    /// </summary>
    /// <param name="slot">The slot of the pointer.</param>
    /// <returns>The area.</returns>
    public readonly ResultArea ReadResultArea(int slot)
    {
        const string Parameter = "out_ptr";
        uint pointer = slots[slot].UInt32;
        if (pointer % 8 != 0)
        {
            throw UnalignedArea(pointer, Parameter);
        }

        ref GuestMemory memory = ref instance.Memory;
        RequireRange(ref memory, pointer, ResultArea.HeaderSize, Parameter);
        uint* header = (uint*)memory.At(pointer);
        uint capacity = header[0];
        uint encoding = header[1];
        if (encoding > 1)
        {
            throw UnknownEncoding(encoding, Parameter);
        }

        RequireRange(ref memory, pointer, ResultArea.HeaderSize + (ulong)capacity, Parameter);
        return new ResultArea(pointer + ResultArea.HeaderSize, capacity, encoding == 1);
    }

    /// <summary>Returns text.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="text">The result; must not be null.</param>
    public readonly void ReturnString(ResultArea area, string text) => ReturnText(area, RequireResult(text));

    /// <summary>Returns text or null.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="text">The result.</param>
    public readonly void ReturnNullableString(ResultArea area, string? text)
    {
        if (text is null)
        {
            Return(NullStatus);
        }
        else
        {
            ReturnText(area, text);
        }
    }

    /// <summary>Returns text in the encoding that the guest wants; in UTF-8 a lone surrogate becomes U+FFFD.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="text">The result.</param>
    public readonly void ReturnText(ResultArea area, ReadOnlySpan<char> text)
    {
        if (area.IsUtf16)
        {
            ReturnBytes(area, MemoryMarshal.AsBytes(text));
        }
        else
        {
            Encoding.UTF8.GetBytes(text, Destination(area, Encoding.UTF8.GetByteCount(text)));
        }
    }

    /// <summary>Returns a sequence.</summary>
    /// <typeparam name="T">The element: a number.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="items">The result.</param>
    public readonly void ReturnSpan<T>(ResultArea area, ReadOnlySpan<T> items)
        where T : unmanaged => ReturnBytes(area, MemoryMarshal.AsBytes(items));

    /// <summary>Returns a sequence.</summary>
    /// <typeparam name="T">The element: a number.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="items">The result; must not be null.</param>
    public readonly void ReturnArray<T>(ResultArea area, T[] items)
        where T : unmanaged => ReturnSpan<T>(area, RequireResult(items));

    /// <summary>Returns a sequence or null.</summary>
    /// <typeparam name="T">The element: a number.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="items">The result.</param>
    public readonly void ReturnNullableArray<T>(ResultArea area, T[]? items)
        where T : unmanaged
    {
        if (items is null)
        {
            Return(NullStatus);
        }
        else
        {
            ReturnSpan<T>(area, items);
        }
    }

    /// <summary>Returns the 16 bytes of a GUID, in the order of RFC 4122.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="value">The result.</param>
    public readonly void ReturnGuid(ResultArea area, Guid value) => value.TryWriteBytes(Destination(area, 16), bigEndian: true, out _);

    private static T RequireResult<T>(T? result)
        where T : class => result ?? throw NullResult();

    private static InvalidOperationException NullResult() => new("The method returned null, which its return type does not allow.");

    private static BadArgumentException UnalignedArea(uint pointer, string parameter) =>
        new(parameter, $"the result area at 0x{pointer:X8} is not aligned to 8 bytes");

    private static BadArgumentException UnknownEncoding(uint encoding, string parameter) =>
        new(parameter, $"the result area's encoding is {encoding}, not 0 (UTF-8) or 1 (UTF-16)");

    private readonly void ReturnBytes(ResultArea area, ReadOnlySpan<byte> payload) => payload.CopyTo(Destination(area, payload.Length));

    private readonly Span<byte> Destination(ResultArea area, int byteCount)
    {
        Return(byteCount);
        return (uint)byteCount <= area.Capacity
            ? instance.Memory.Read(area.Payload, byteCount)
            : instance.Parked.Park(byteCount);
    }
}
