using System.Text;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Results reach the guest through its result area, or are parked and taken.</summary>
public sealed class ResultTests : IDisposable
{
    private const int Area = 1024;
    private const int Payload = Area + 8;

    private readonly EchoTypes types = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    public ResultTests()
    {
        linker.DefineTypes(types);
        guest = RawGuest.Create(
            linker, "types.text (i32 i32 i32) -> i32", "types.nullable_text (i32 i32 i32) -> i32", "types.bytes (i32 i32 i32) -> i32",
            "types.nullable_bytes (i32 i32 i32) -> i32",
            "types.chars (i32 i32 i32) -> i32", "types.int32s (i32 i32 i32) -> i32", "types.memory_bytes (i32 i32 i32) -> i32",
            "ngixi.take (i32 i32)");
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void Text_comes_in_the_encoding_that_the_guest_asks_for()
    {
        guest.Write(16, "häß"u8);
        guest.WriteArea(Area, capacity: 64);
        Assert.Equal(5, guest.Call("text", 16, 5, Area));
        Assert.Equal("häß", Encoding.UTF8.GetString(guest.Bytes(Payload, 5)));

        guest.WriteArea(Area, capacity: 64, utf16: true);
        Assert.Equal(6, guest.Call("text", 16, 5, Area));
        Assert.Equal("häß", Encoding.Unicode.GetString(guest.Bytes(Payload, 6)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("\uD800 alone, \uDC00 too")]
    [InlineData("😀")]
    public void UTF16_text_crosses_as_it_is(string text)
    {
        guest.WriteArea(Area, capacity: 64, utf16: true);
        guest.WriteUtf16(16, text);
        foreach (string import in new[] { "text", "chars", "nullable_text" })
        {
            guest.Bytes(Payload, 64).Fill(0xEE);
            Assert.Equal(text.Length * 2, guest.Call(import, 16, Utf16.Length(text), Area));
            Assert.Equal(Encoding.Unicode.GetBytes(text).Length, text.Length * 2);
            Assert.True(
                guest.Bytes(Payload, text.Length * 2).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan())));
            Assert.Equal(0xEE, guest.Bytes(Payload + (text.Length * 2), 1)[0]);
        }
    }

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character_in_UTF8()
    {
        guest.WriteArea(Area, capacity: 64);
        guest.WriteUtf16(16, "\uD800");
        Assert.Equal(3, guest.Call("text", 16, Utf16.Length("\uD800"), Area));
        Assert.Equal("\uFFFD", Encoding.UTF8.GetString(guest.Bytes(Payload, 3)));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(200)]
    [InlineData(199)]
    public void Text_comes_whole_where_there_is_room_to_spare_where_it_fits_exactly_and_where_it_is_parked(int capacity)
    {
        string text = string.Concat(Enumerable.Repeat("aé漢😀", 20));
        guest.Write(8192, Encoding.UTF8.GetBytes(text));
        guest.WriteArea(Area, capacity);
        Assert.Equal(200, guest.Call("text", 8192, 200, Area));

        int at = Payload;
        if (capacity < 200)
        {
            at = 4096;
            guest.Call("take", at, 200);
        }

        Assert.Equal(text, Encoding.UTF8.GetString(guest.Bytes(at, 200)));
        Assert.Equal(1, types.Calls);
    }

    [Fact]
    public void Null_and_empty_differ_where_null_is_allowed()
    {
        guest.WriteArea(Area, capacity: 64);
        Assert.Equal(-1, guest.Call("nullable_text", 0, 0, Area));
        Assert.Equal(0, guest.Call("nullable_text", 16, 0, Area));
        Assert.Equal(0, guest.Call("text", 0, 0, Area));
        Assert.Equal(-1, guest.Call("nullable_bytes", 0, 0, Area));
        Assert.Equal(0, guest.Call("nullable_bytes", 16, 0, Area));
        Assert.Equal(0, guest.Call("bytes", 0, 0, Area));
    }

    [Fact]
    public void An_empty_sequence_may_have_any_pointer()
    {
        guest.WriteArea(Area, capacity: 64);
        Assert.Equal(0, guest.Call("bytes", -1, 0, Area));
        Assert.Equal(0, guest.Call("int32s", 3, 0, Area));
        Assert.Equal(0, guest.Call("text", RawGuest.MemorySize + 1, Utf16.Length(""), Area));
    }

    [Fact]
    public void A_sequence_that_fills_the_area_exactly_is_not_parked()
    {
        guest.Bytes(0, 64).Fill(7);
        guest.WriteArea(Area, capacity: 64);
        Assert.Equal(64, guest.Call("bytes", 0, 64, Area));
        Assert.Equal(Enumerable.Repeat((byte)7, 64), guest.Bytes(Payload, 64).ToArray());
        Assert.True(guest.CallToFail("take", 0, 64).IsBadArgument);
    }

    [Theory]
    [InlineData("bytes", 65)]
    [InlineData("nullable_bytes", 65)]
    [InlineData("memory_bytes", 65)]
    [InlineData("int32s", 17)]
    [InlineData("text", 65)]
    public void A_result_over_the_area_is_taken_once_and_the_method_runs_once(string import, int count)
    {
        guest.WriteArea(Area, capacity: 64);
        guest.Bytes(0, 128).Fill((byte)'x');
        guest.Bytes(Payload, 64).Clear();
        int length = (int)guest.Call(import, 0, count, Area)!;
        Assert.Equal(1, types.Calls);
        Assert.All(guest.Bytes(Payload, 64).ToArray(), value => Assert.Equal(0, value));

        guest.Call("take", 4096, length);
        Assert.Equal(1, types.Calls);
        Assert.All(guest.Bytes(4096, length).ToArray(), value => Assert.Equal((byte)'x', value));
        Assert.Equal(0, guest.Bytes(4096 + length, 1)[0]);
    }

    [Fact]
    public void An_area_without_room_is_fine()
    {
        guest.WriteArea(Area, capacity: 0);
        Assert.Equal(5, guest.Call("bytes", 0, 5, Area));
        guest.Call("take", 64, 5);
        Assert.Equal(0, guest.Call("bytes", 0, 0, Area));
    }

    [Fact]
    public void An_area_may_end_where_the_memory_ends()
    {
        guest.WriteArea(RawGuest.MemorySize - 72, capacity: 64);
        Assert.Equal(64, guest.Call("bytes", 0, 64, RawGuest.MemorySize - 72));
        guest.Write(RawGuest.MemorySize - 8, [0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(3, guest.Call("bytes", 0, 3, RawGuest.MemorySize - 8));
    }
}
