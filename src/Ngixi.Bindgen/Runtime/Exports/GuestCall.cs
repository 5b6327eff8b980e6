using System.ComponentModel;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// One call of a guest's export: writes the host's arguments, calls, and gives out what reads the result (docs/abi.md,
/// Exports). For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe ref struct GuestCall
{
    private readonly GuestExports exports;
    private readonly int function;
    private readonly string export;
    private readonly ValueSlot* slots;

    /// <summary>Begins a call.</summary>
    /// <param name="exports">The exports.</param>
    /// <param name="function">Which of them.</param>
    /// <param name="export">Its name, for errors.</param>
    /// <param name="slots">Room for the arguments, and for the result: two slots where it is a pointer and a length.</param>
    public GuestCall(GuestExports exports, int function, string export, ValueSlot* slots)
    {
        this.exports = exports;
        this.function = function;
        this.export = export;
        this.slots = slots;
        exports.Instance.RequireAlive();
    }

    private GuestReader Reader
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(exports.Instance, export);
    }

    /// <summary>Begins a block of arguments.</summary>
    /// <param name="size">The bytes that the arguments take themselves.</param>
    /// <returns>The block, to be filled in and passed to <see cref="EndArguments"/>.</returns>
    public BlockWriter BeginArguments(int size) =>
        BlockWriter.Begin(size, exports.ReadArea(Reader, out _).IsUtf16, exports.Instance.Options.MaxNesting);

    /// <summary>
    /// Begins a block of arguments in the guest's area itself. It is for arguments that run no user code while they are
    /// written, since that code might call the guest.
    /// </summary>
    /// <inheritdoc cref="BeginArguments"/>
    public BlockWriter BeginArgumentsInPlace(int size)
    {
        ResultArea area = exports.ReadArea(Reader, out byte* payload);
        exports.Instance.Observation?.BeginArguments(area.Payload, area.Room);
        Span<byte> place = new(payload, area.Room);
        return BlockWriter.Begin(place, size, area.IsUtf16, exports.Instance.Options.MaxNesting);
    }

    /// <summary>Hands the block of arguments to the guest: in its area, or parked when it is larger.</summary>
    /// <param name="arguments">The block; it cannot be used after that.</param>
    public void EndArguments(in BlockWriter arguments)
    {
        // What made the arguments, a list of the user's say, may have disposed the store.
        exports.Instance.RequireAlive();
        if (!arguments.IsInPlace)
        {
            exports.ReadArea(Reader, out _).Deliver(exports.Instance, arguments);
        }

        slots[0].Int32 = arguments.Length;
        if (exports.Instance.Observation is { } observation && exports.ReadArea(Reader, out _) is var area && area.Holds(arguments.Length))
        {
            observation.PlaceArguments(area.Payload, arguments.Length, arguments.IsInPlace);
        }
    }

    /// <summary>Calls the export.</summary>
    /// <param name="count">How many slots the arguments and the result take.</param>
    /// <returns>The result, in slot 0.</returns>
    /// <exception cref="Wasmtime.WasmtimeException">The guest trapped; the inner exception is that of an import, if one failed.</exception>
    public GuestResult Invoke(int count)
    {
        exports.Call(function, slots, count);
        return new GuestResult(Reader, slots);
    }

    /// <summary>Calls an export whose result is a pointer and a length.</summary>
    /// <param name="count">How many slots the arguments take.</param>
    /// <returns>The result, in slots 0 and 1.</returns>
    /// <exception cref="Wasmtime.WasmtimeException">The guest trapped; the inner exception is that of an import, if one failed.</exception>
    public GuestResult InvokeForPair(int count)
    {
        exports.Call(function, slots, Math.Max(count, 1));
        ulong pair = (ulong)slots[0].Int64;
        slots[0].UInt32 = (uint)(pair >> 32);
        slots[1].UInt32 = (uint)pair;
        return new GuestResult(Reader, slots);
    }

    /// <summary>Sets an argument.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="value">The argument.</param>
    public void Set(int slot, bool value) => slots[slot].Int32 = value ? 1 : 0;

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, int value) => slots[slot].Int32 = value;

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, uint value) => slots[slot].UInt32 = value;

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, long value) => slots[slot].Int64 = value;

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, ulong value) => slots[slot].Int64 = (long)value;

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, float value) => slots[slot].Single = value;

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, double value) => slots[slot].Double = value;

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, DateTimeOffset value) => slots[slot].Int64 = Nanoseconds.Of(value, "an argument");

    /// <inheritdoc cref="Set(int, bool)"/>
    public void Set(int slot, TimeSpan value) => slots[slot].Int64 = Nanoseconds.Of(value, "an argument");
}
