using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Runtime.Values;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime;

/// <content>Results that are not scalars: into the guest's result area, or parked (docs/abi.md, Results).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>The bytes of a block that needs no buffer of the pool.</summary>
    private const int BlockBuffer = 512;

    /// <summary>The name of a result in errors.</summary>
    private const string ResultName = "the result";

    /// <summary>The status of a result that is null.</summary>
    private const int NullStatus = -1;

    /// <summary>
    /// Checks the result area before the host's method runs, so that a guest with a bad one does not make it run for nothing.
    /// </summary>
    /// <param name="slot">The slot of the pointer.</param>
    /// <returns>The area.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ReturnText(ResultArea area, ReadOnlySpan<char> text)
    {
        if (area.IsUtf16)
        {
            ReturnBytes(area, MemoryMarshal.AsBytes(text));
        }
        else
        {
            ReturnUtf8(slots, Instance, area, text);
        }
    }

    // Out of line: what is inlined of the encoding would make the frame of each import large.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReturnUtf8(ValueSlot* slots, GuestInstance instance, ResultArea area, ReadOnlySpan<char> text) =>
        slots[0].Int32 = Utf8Encoder.GetBytes(text, Utf8Encoder.FitsSurely(text, area.Capacity)
            ? instance.Memory.Read(area.Payload, area.Room)
            : area.Destination(instance, Encoding.UTF8.GetByteCount(text)));

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
        where T : unmanaged => ReturnSpan(area, ListItems.Of(RequireResult(items)));

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
    public readonly void ReturnScalar(ResultArea area, DateTimeOffset value) => ReturnScalar(area, Nanoseconds.Of(value, ResultName));

    /// <summary>Returns nanoseconds through the result area.</summary>
    /// <param name="area">The result area.</param>
    /// <param name="value">The result, up to 292 years.</param>
    public readonly void ReturnScalar(ResultArea area, TimeSpan value) => ReturnScalar(area, Nanoseconds.Of(value, ResultName));

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
        Return(Deliver<T, TLayout>(Instance, area, value));
    }

    // Out of line, for the buffer on its frame; and static, as a call whose address is taken lives in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static int Deliver<T, TLayout>(GuestInstance instance, ResultArea area, T value)
        where TLayout : IMemoryLayout<T>
    {
        BlockWriter block = BlockWriter.Begin(
            stackalloc byte[BlockBuffer],
            TLayout.Size,
            area.IsUtf16,
            instance.Options.MaxNesting,
            instance.MaxBytesPerCall);
        block.Write<T, TLayout>(value, ResultName);
        area.Deliver(instance, block);
        return block.Length;
    }

    private static T RequireResult<T>(T? result)
        where T : class => result ?? throw NullResult();

    private static InvalidOperationException NullResult() => new("The method returned null, which its return type does not allow.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void ReturnBytes(ResultArea area, ReadOnlySpan<byte> payload) => payload.CopyTo(Destination(area, payload.Length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Span<byte> Destination(ResultArea area, int byteCount)
    {
        Return(byteCount);
        return area.Destination(Instance, byteCount);
    }
}
