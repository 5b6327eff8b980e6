using System.Buffers;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Text;

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
    public readonly ResultArea ReadResultArea(int slot) => ResultArea.Read(reader, slots[slot].UInt32, "out_ptr");

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
            ReturnNull();
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
        else if (Utf8Encoder.TryGetBytes(text, Instance.Memory.Read(area.Payload, (int)Math.Min(area.Capacity, int.MaxValue)), out int byteCount))
        {
            Return(byteCount);
        }
        else
        {
            Utf8Encoder.GetBytes(text, Destination(area, Utf8Encoder.GetByteCount(text)));
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
            ReturnNull();
        }
        else
        {
            ReturnSpan<T>(area, items);
        }
    }

    /// <summary>Returns a list of numbers.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="items">The result; must not be null.</param>
    public readonly void ReturnList<T>(ResultArea area, IReadOnlyList<T> items)
        where T : unmanaged => ReturnSpan(area, NumberItems.Of(RequireResult(items)));

    /// <summary>Returns a list of numbers or null.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="items">The result.</param>
    public readonly void ReturnNullableList<T>(ResultArea area, IReadOnlyList<T>? items)
        where T : unmanaged
    {
        if (items is null)
        {
            ReturnNull();
        }
        else
        {
            ReturnList(area, items);
        }
    }

    /// <summary>Returns the 16 bytes of a GUID, in the order of RFC 4122.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="value">The result.</param>
    public readonly void ReturnGuid(ResultArea area, Guid value) => value.TryWriteBytes(Destination(area, 16), bigEndian: true, out _);

    /// <summary>Returns a scalar through the result area, as it is stored in memory.</summary>
    /// <typeparam name="T">The scalar.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="value">The result.</param>
    public readonly void ReturnScalar<T>(ResultArea area, T value)
        where T : unmanaged => ReturnSpan(area, new ReadOnlySpan<T>(in value));

    /// <summary>Returns nanoseconds since 1970 through the result area.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="value">The result, 1677-09-21 to 2262-04-11.</param>
    public readonly void ReturnScalar(ResultArea area, DateTimeOffset value) => ReturnScalar(area, Nanoseconds.Of(value));

    /// <summary>Returns nanoseconds through the result area.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="value">The result, up to 292 years.</param>
    public readonly void ReturnScalar(ResultArea area, TimeSpan value) => ReturnScalar(area, Nanoseconds.Of(value));

    /// <summary>Returns null.</summary>
    public readonly void ReturnNull() => Return(NullStatus);

    /// <summary>Returns a value with all that it points to: a record, a list, a dictionary.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="value">The result.</param>
    public readonly void ReturnBlock<T, TLayout>(ResultArea area, T value)
        where TLayout : IMemoryLayout<T>
    {
        byte[] block = BlockWriter.Write<T, TLayout>(value, area.IsUtf16, Instance.Options.MaxNesting, out int length);
        Return(length);
        if ((uint)length <= area.Capacity)
        {
            block.AsSpan(0, length).CopyTo(Instance.Memory.Read(area.Payload, length));
            ArrayPool<byte>.Shared.Return(block);
        }
        else
        {
            Instance.Parked.Adopt(block, length);
        }
    }

    private static T RequireResult<T>(T? result)
        where T : class => result ?? throw NullResult();

    private static InvalidOperationException NullResult() => new("The method returned null, which its return type does not allow.");

    private readonly void ReturnBytes(ResultArea area, ReadOnlySpan<byte> payload) => payload.CopyTo(Destination(area, payload.Length));

    private readonly Span<byte> Destination(ResultArea area, int byteCount)
    {
        Return(byteCount);
        return (uint)byteCount <= area.Capacity
            ? Instance.Memory.Read(area.Payload, byteCount)
            : Instance.Parked.Park(byteCount);
    }
}
