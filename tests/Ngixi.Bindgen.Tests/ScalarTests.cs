using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Scalars cross bit by bit.</summary>
public sealed class ScalarTests : IDisposable
{
    private readonly EchoTypes types = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    public ScalarTests()
    {
        linker.DefineTypes(types);
        guest = RawGuest.Create(
            linker, "types.boolean (i32) -> i32", "types.s_byte (i32) -> i32", "types.byte (i32) -> i32", "types.int16 (i32) -> i32",
            "types.u_int16 (i32) -> i32", "types.char (i32) -> i32",
            "types.int32 (i32) -> i32", "types.u_int32 (i32) -> i32", "types.int64 (i64) -> i64", "types.u_int64 (i64) -> i64",
            "types.single (f32) -> f32", "types.double (f64) -> f64",
            "types.level (i32) -> i32", "types.access (i32) -> i32", "types.wide (i64) -> i64", "types.bits (i64) -> i64",
            "types.instant (i64) -> i64", "types.duration (i64) -> i64", "types.guid (i32 i32) -> i32",
            "types.many (i32 i64 f32 f64 i32 i32 i32 i32 i32)");
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Theory]
    [InlineData("boolean", 0, 1)]
    [InlineData("s_byte", -128, 127, 0, -1)]
    [InlineData("byte", 0, 255)]
    [InlineData("int16", -32768, 32767)]
    [InlineData("u_int16", 0, 65535)]
    [InlineData("char", 0, 65535, 0xD800)]
    [InlineData("int32", int.MinValue, int.MaxValue, -1)]
    [InlineData("u_int32", int.MinValue, int.MaxValue, -1)]
    [InlineData("level", 0, 200)]
    [InlineData("access", 0, 1, 2, 3)]
    public void Every_edge_of_an_i32_type_comes_back(string import, params int[] values) =>
        Assert.All(values, value => Assert.Equal(value, guest.Call(import, value)));

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    public void Every_edge_of_an_i64_type_comes_back(long value)
    {
        Assert.Equal(value, guest.Call("int64", value));
        Assert.Equal(value, guest.Call("u_int64", value));
    }

    [Theory]
    [InlineData(0x7FC0_0001u)]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    [InlineData(0x0000_0001u)]
    [InlineData(0x7F80_0000u)]
    public void Floats_keep_the_payload_of_a_NaN_and_the_sign_of_zero(uint bits)
    {
        float single = BitConverter.UInt32BitsToSingle(bits);
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits((float)guest.Call("single", single)!));
        ulong wide = ((ulong)bits << 32) | 1;
        double value = BitConverter.UInt64BitsToDouble(wide);
        Assert.Equal(wide, BitConverter.DoubleToUInt64Bits((double)guest.Call("double", value)!));
    }

    [Fact]
    public void Each_argument_is_read_from_its_own_slot()
    {
        guest.Write(16, "text"u8);
        guest.Call("many", 1, -2L, 3.5f, -4.25, 16, 4, 18, 2, (int)'z');
        Assert.Equal("True -2 3.5 -4.25 text 7874 z", types.LastMany);
    }

    [Theory]
    [InlineData("wide", long.MinValue, 0L, long.MaxValue)]
    [InlineData("bits", 0L, 1L, long.MinValue, long.MinValue + 1)]
    [InlineData("duration", 0L, 100L, -100L, 86_400_000_000_000, -9_223_372_036_854_775_800, 9_223_372_036_854_775_800)]
    [InlineData("instant", 100L, -100L, 1_700_000_000_123_456_700, -9_223_372_036_854_775_800, 9_223_372_036_854_775_800)]
    public void Every_edge_of_a_wider_type_comes_back(string import, params long[] values) =>
        Assert.All(values, value => Assert.Equal(value, guest.Call(import, value)));

    [Theory]
    [InlineData("wide", 1L, "1 is not a value of Wide")]
    [InlineData("bits", 2L, "2 has bits that Bits does not define")]
    public void A_value_outside_a_wide_enum_is_refused(string import, long value, string reason) =>
        Assert.Equal(reason, guest.CallToFail(import, value).Reason);

    [Theory]
    [InlineData(99L, 0L)]
    [InlineData(-1L, -100L)]
    [InlineData(-101L, -200L)]
    [InlineData(long.MinValue + 8, long.MinValue + 8)]
    public void Nanoseconds_are_rounded_down_to_100(long value, long expected) => Assert.Equal(expected, guest.Call("duration", value));

    [Fact]
    public void A_time_that_does_not_fit_is_the_hosts_fault()
    {
        WasmImportException exception = guest.CallToFail("instant", 0L);
        Assert.Contains(
            "1677-09-21 to 2262-04-11",
            Assert.IsType<InvalidOperationException>(exception.InnerException).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_GUID_crosses_in_the_order_that_it_is_written_in()
    {
        byte[] bytes = [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF];
        guest.WriteArea(64, capacity: 16);
        guest.Write(17, bytes);
        Assert.Equal(16, guest.Call("guid", 17, 64));
        Assert.Equal(bytes, guest.Bytes(72, 16).ToArray());
        Assert.Contains(
            "16 bytes at 0x0001FFF1 do not lie",
            guest.CallToFail("guid", RawGuest.MemorySize - 15, 64).Reason,
            StringComparison.Ordinal);
    }
}
