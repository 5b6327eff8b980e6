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
            linker, "types.boolean (i32) -> i32", "types.s_byte (i32) -> i32", "types.byte (i32) -> i32", "types.int16 (i32) -> i32", "types.u_int16 (i32) -> i32", "types.char (i32) -> i32",
            "types.int32 (i32) -> i32", "types.u_int32 (i32) -> i32", "types.int64 (i64) -> i64", "types.u_int64 (i64) -> i64", "types.single (f32) -> f32", "types.double (f64) -> f64",
            "types.level (i32) -> i32", "types.access (i32) -> i32", "types.many (i32 i64 f32 f64 i32 i32 i32 i32 i32)");
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
}
