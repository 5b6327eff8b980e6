using Ngixi.Bindgen.Errors;
using Ngixi.Bindgen.Native;

namespace Ngixi.Bindgen.Runtime.Memory;

/// <summary>Where a guest's value comes from, for errors: an argument of an import, or the result of an export.</summary>
/// <param name="Export">The export whose result is read; null for the arguments of an import.</param>
/// <param name="Parameter">The parameter that is read with all that is in it; null where each value is one of its own.</param>
internal readonly record struct ValueOrigin(string? Export, string? Parameter);

/// <summary>The errors for values that a guest must not pass.</summary>
/// <remarks>
/// Extensions, because they take a copy, which goes in registers: a reader whose address is taken, if only for an error,
/// lives in memory, and each call would clear it there.
/// </remarks>
internal static class BadValues
{
    public static Exception Bad(this ValueOrigin origin, string name, string reason)
    {
        string parameter = origin.Parameter ?? name;
        string where = parameter == name ? reason : $"{name}: {reason}";
        return origin.Export is null
            ? new BadArgumentException(parameter, where)
            : new WasmExportException(origin.Export, $"the {parameter} is bad: {where}");
    }

    public static Exception OutOfRange(this ValueOrigin origin, string name, long value, long min, long max) =>
        origin.Bad(name, $"{value} is not in the range {min} to {max}");

    public static Exception OutsideMemory(this ValueOrigin origin, string name, ref GuestMemory memory, uint pointer, ulong byteCount) =>
        origin.Bad(name, memory.Excludes(pointer, byteCount));

    public static Exception Unaligned(this ValueOrigin origin, string name, uint pointer, uint alignment) =>
        origin.Bad(name, $"0x{pointer:X8} is not aligned to {alignment} bytes");

    public static Exception HalfUnit(this ValueOrigin origin, string name, uint byteCount) =>
        origin.Bad(name, $"{byteCount} bytes are not a whole number of UTF-16 code units");

    public static Exception Null(this ValueOrigin origin, string name) =>
        origin.Bad(name, "it is null, which its type does not allow");
}
