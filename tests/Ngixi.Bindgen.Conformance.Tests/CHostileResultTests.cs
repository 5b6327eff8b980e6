using System.Runtime.InteropServices;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>What a hostile guest in C returns is refused with a reason, and nothing outside its memory is read.</summary>
public sealed class CHostileResultTests : IDisposable
{
    private const uint End = RawGuest.MemorySize;
    private const int Free = 0x1000;

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly List<RawGuest> guests = [];

    public CHostileResultTests() => linker.DefineSupportImports();

    public void Dispose()
    {
        guests.ForEach(guest => guest.Dispose());
        linker.Dispose();
    }

    [Theory]
    [InlineData("Text", End, 1u, "1 bytes at 0x00020000 do not lie in the guest's memory of 131072 bytes")]
    [InlineData("Text", End - 1, 2u, "2 bytes at 0x0001FFFF do not lie")]
    [InlineData("Text", uint.MaxValue, 2u, "2 bytes at 0xFFFFFFFF do not lie")]
    [InlineData("Text", Free, 0x7FFF_FFFFu, "2147483647 bytes, more than the 16777216 of GuestOptions.MaxBytesPerCall")]
    [InlineData("Text", Free, 0xFFFF_FFFFu, "2147483647 bytes are not a whole number of UTF-16 code units")]
    [InlineData("Text", Free, 3u, "the text is not valid UTF-8 at byte 1")]
    [InlineData("NullableText", Free + 1, 2u, "the text is not valid UTF-8 at byte 0")]
    [InlineData("Decimal", Free, 3u, "valid UTF-8")]
    [InlineData("Bytes", End, 1u, "1 bytes at 0x00020000 do not lie")]
    [InlineData("Bytes", 0u, uint.MaxValue, "4294967295 bytes, more than")]
    [InlineData("Int32s", Free + 2, 1u, "0x00001002 is not aligned to 4 bytes")]
    [InlineData("Doubles", Free, 0x2000_0000u, "4294967296 bytes, more than")]
    [InlineData("Doubles", End - 8, 2u, "16 bytes at 0x0001FFF8 do not lie")]
    [InlineData("Strings", Free, uint.MaxValue, "4294967295 items, more than the 262144 of GuestOptions.MaxItemsPerCall")]
    [InlineData("Strings", Free, 0x8000_0000u, "2147483648 items, more than")]
    [InlineData("Strings", End - 8, 2u, "16 bytes at 0x0001FFF8 do not lie")]
    [InlineData("Records", Free, 0x0004_0000u, "bytes at 0x00001000 do not lie")]
    [InlineData("Dictionary", Free, uint.MaxValue, "4294967295 items, more than")]
    [InlineData("Dictionary", uint.MaxValue, 1u, "bytes at 0xFFFFFFFF do not lie")]
    public void A_pointer_or_a_length_that_is_bad_is_refused(string name, uint pointer, uint length, string reason)
    {
        RawGuest printed = Make(isRaw: false);
        printed.Write(Free, [0x61, 0xFF, 0x61]);
        Returns(printed, name, reason, pointer, length);
        RawGuest raw = Make(isRaw: true);
        raw.Write(Free, [0x61, 0xFF, 0x61]);
        Returns(raw, name, reason, length, pointer);
    }

    [Theory]
    [InlineData("Record", End)]
    [InlineData("Record", End - 4)]
    [InlineData("NullableRecord", uint.MaxValue)]
    [InlineData("RecordStruct", End - 8)]
    [InlineData("Union", End - 4)]
    [InlineData("Recursive", 0x8000_0000u)]
    [InlineData("Mixed", End - 16)]
    public void A_record_outside_the_memory_is_refused(string name, uint pointer) =>
        Returns(Make(isRaw: false), name, $"bytes at 0x{pointer:X8} do not lie in the guest's memory of 131072 bytes", pointer);

    [Theory]
    [InlineData("Record")]
    [InlineData("RecordStruct")]
    [InlineData("Union")]
    public void Null_is_refused_where_the_type_does_not_allow_it(string name) =>
        Returns(Make(isRaw: false), name, "null, which its type does not allow", 0);

    [Theory]
    [InlineData("Union", "it has no case 4", 4u, Free)]
    [InlineData("Union", "it has no case 4294967295", uint.MaxValue, Free)]
    [InlineData("Union", "Shape.Circle: 8 bytes at 0x0001FFFC do not lie", 0u, End - 4)]
    [InlineData("Union", "Shape.Polygon: it is null", 1u, 0u)]
    [InlineData("Union", "Shape.Group: it nests deeper than the 64 levels", 2u, Free)]
    [InlineData("Recursive", "Tree.Name: 7 bytes at 0x00020000 do not lie", End, 7u)]
    [InlineData("Recursive", "Tree.Children: ", 0u, 0u, Free, uint.MaxValue)]
    [InlineData("Recursive", "Tree.Children: it nests deeper than the 64 levels", 0u, 0u, Free, 1u)]
    [InlineData("Recursive", "Tree.Children: it nests deeper than the 64 levels", 0u, 0u, 0u, 0u, Free)]
    public void A_value_with_a_bad_tag_or_field_is_refused(string name, string reason, params object[] words)
    {
        RawGuest guest = Make(isRaw: false);
        guest.Write(Free, MemoryMarshal.AsBytes<uint>([.. words.Select(word => Convert.ToUInt32(word, null))]));
        Returns(guest, name, reason, Free);
    }

    [Theory]
    [InlineData("Boolean", 2u, "2 is not in the range 0 to 1")]
    [InlineData("SByte", 128u, "128 is not in the range -128 to 127")]
    [InlineData("Char", 0x0001_0000u, "65536 is not in the range 0 to 65535")]
    [InlineData("Enumeration", 7u, "7 is not a value of Level")]
    [InlineData("Flags", 4u, "4 has bits that Access does not define")]
    public void A_number_outside_its_type_is_refused(string name, uint value, string reason) =>
        Returns(Make(isRaw: true), name, reason, value);

    [Theory]
    [InlineData("Record", 56u, 0u)]
    [InlineData("Record", 56u, uint.MaxValue)]
    [InlineData("RecordStruct", 16u, 1u)]
    [InlineData("Union", 8u, 4u)]
    [InlineData("Identifier", 16u, 15u)]
    [InlineData("OptionalIdentifier", 16u, uint.MaxValue)]
    [InlineData("OptionalInt32", 4u, 1u)]
    [InlineData("OptionalInt64", 8u, 0x8000_0000u)]
    public void A_length_does_not_change_the_size_that_a_type_has(string name, uint size, uint length) =>
        Returns(Make(isRaw: true), name, $"{size} bytes at 0x{End - size + 1:X8} do not lie", length, End - size + 1);

    [Theory]
    [InlineData(uint.MaxValue, 0u, "4294967303 bytes at 0x")]
    [InlineData(End, 0u, "131080 bytes at 0x")]
    [InlineData(64u, 2u, "the result area's encoding is 2, not 0 (UTF-8) or 1 (UTF-16)")]
    public void An_area_that_is_bad_is_refused(uint capacity, uint encoding, string reason)
    {
        RawGuest guest = Make(isRaw: false);
        guest.Write((int)guest.Call("ngixi_area")!, MemoryMarshal.AsBytes<uint>([capacity, encoding]));
        Returns(guest, "Text", reason, Free, 0);
    }

    private RawGuest Make(bool isRaw)
    {
        RawGuest guest = CHostileGuest.Exporting(linker, isRaw);
        guests.Add(guest);
        return guest;
    }

    /// <summary>Returns words from an export, and checks that they are refused and another call is not.</summary>
    private static void Returns(RawGuest guest, string name, string reason, params uint[] words)
    {
        IEcho echo = guest.Instance.GetEcho();
        guest.Bytes(CHostileGuest.Result, 24).Clear();
        guest.Write(CHostileGuest.Result, MemoryMarshal.AsBytes<uint>(words));
        WasmExportException exception = Assert.Throws<WasmExportException>(() => echo.Call(name, ConformanceTable.Row(name).Values[0]));
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.InRange(exception.Message.Length, 1, 400);
        guest.Write(CHostileGuest.Result, BitConverter.GetBytes(42));
        Assert.Equal(42, echo.Int32(7));
    }
}
