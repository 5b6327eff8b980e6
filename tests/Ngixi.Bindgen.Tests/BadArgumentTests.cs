using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Whatever a guest passes, it gets a trap that says what was wrong, and the host goes on.</summary>
public abstract class BadArgumentTests : IDisposable
{
    private static readonly string[] Imports =
    [
        "types.boolean (i32) -> i32",
        "types.s_byte (i32) -> i32",
        "types.byte (i32) -> i32",
        "types.int16 (i32) -> i32",
        "types.u_int16 (i32) -> i32",
        "types.char (i32) -> i32",
        "types.level (i32) -> i32",
        "types.access (i32) -> i32",
        "types.text (i32 i32 i32) -> i32",
        "types.nullable_text (i32 i32 i32) -> i32",
        "types.chars (i32 i32 i32) -> i32",
        "types.bytes (i32 i32 i32) -> i32",
        "types.nullable_bytes (i32 i32 i32) -> i32",
        "types.int32s (i32 i32 i32) -> i32",
        "types.doubles (i32 i32 i32) -> i32",
        "types.fill (i32 i32) -> i32", "types.limited (i32 i32 i32 i32) -> i32", "ngixi.take (i32 i32)",
    ];

    private const int Area = 1024;

    private readonly EchoTypes types = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    protected BadArgumentTests(bool isC)
    {
        linker.DefineTypes(types);
        guest = isC ? RawGuest.Of(CModules.Of("types"), linker) : RawGuest.Create(linker, Imports);
        guest.WriteArea(Area, capacity: 64);
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(RawGuest.MemorySize, 1u, "1 bytes at 0x00020000 do not lie in the guest's memory of 131072 bytes")]
    [InlineData(RawGuest.MemorySize - 1, 2u, "2 bytes at 0x0001FFFF do not lie in the guest's memory of 131072 bytes")]
    [InlineData(0, 0x0002_0001u, "131073 bytes at 0x00000000 do not lie in the guest's memory of 131072 bytes")]
    [InlineData(-16, 32u, "32 bytes at 0xFFFFFFF0 do not lie in the guest's memory of 131072 bytes")]
    [InlineData(0, 0xFFFF_FFFFu, "2147483647 bytes are not a whole number of UTF-16 code units")]
    [InlineData(0, 0xFFFF_FFFEu, "the call's strings and sequences have 2147483646 bytes, more than the 16777216 of GuestOptions.MaxBytesPerCall")]
    [InlineData(0, 0x7FFF_FFFFu, "the call's strings and sequences have 2147483647 bytes, more than the 16777216 of GuestOptions.MaxBytesPerCall")]
    [InlineData(RawGuest.MemorySize - 2, 0x8000_0004u, "4 bytes at 0x0001FFFE do not lie in the guest's memory of 131072 bytes")]
    public void Text_outside_the_memory_is_refused(int pointer, uint length, string reason)
    {
        foreach (string import in new[] { "text", "nullable_text", "chars" })
        {
            AssertBad(guest.CallToFail(import, pointer, length, Area), $"types.{import}", "value", reason);
        }
    }

    [Theory]
    [InlineData(RawGuest.MemorySize, 1u, "1 bytes at 0x00020000 do not lie")]
    [InlineData(-1, 1u, "1 bytes at 0xFFFFFFFF do not lie")]
    [InlineData(-1, 0x10u, "16 bytes at 0xFFFFFFFF do not lie")]
    [InlineData(0, 0xFFFF_FFFFu, "4294967295 bytes, more than the 16777216")]
    [InlineData(1, 0x00FF_FFFFu, "16777215 bytes at 0x00000001 do not lie")]
    public void Bytes_outside_the_memory_are_refused(int pointer, uint length, string reason)
    {
        AssertBad(guest.CallToFail("bytes", pointer, length, Area), "types.bytes", "value", reason);
        AssertBad(guest.CallToFail("fill", pointer, length), "types.fill", "buffer", reason);
    }

    [Fact]
    public void Only_a_pointer_and_a_length_of_0_are_null()
    {
        AssertBad(
            guest.CallToFail("nullable_bytes", 0, 0x8000_0000u, Area),
            "types.nullable_bytes",
            "value",
            "2147483648 bytes, more than the 16777216");
        Assert.Equal(0, guest.Call("nullable_text", 0, 0x8000_0000u, Area));
    }

    [Theory]
    [InlineData("int32s", 2, 1u, "0x00000002 is not aligned to 4 bytes")]
    [InlineData("doubles", 4, 1u, "0x00000004 is not aligned to 8 bytes")]
    [InlineData("chars", 1, 0x8000_0002u, "0x00000001 is not aligned to 2 bytes")]
    [InlineData("int32s", 0, 0x4000_0001u, "4294967300 bytes, more than")]
    [InlineData("doubles", 0, 0xFFFF_FFFFu, "34359738360 bytes, more than")]
    [InlineData("int32s", RawGuest.MemorySize - 4, 2u, "8 bytes at 0x0001FFFC do not lie")]
    public void Elements_outside_the_memory_or_not_aligned_are_refused(string import, int pointer, uint count, string reason) =>
        AssertBad(guest.CallToFail(import, pointer, count, Area), $"types.{import}", "value", reason);

    [Theory]
    [InlineData(new byte[] { 0xFF }, 0)]
    [InlineData(new byte[] { 0x61, 0xC3 }, 1)]
    [InlineData(new byte[] { 0x61, 0x62, 0xED, 0xA0, 0x80 }, 2)]
    [InlineData(new byte[] { 0xC0, 0x80 }, 0)]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, 0)]
    public void Text_that_is_not_UTF8_is_refused(byte[] bytes, int at)
    {
        guest.Write(16, bytes);
        foreach (string import in new[] { "text", "chars" })
        {
            AssertBad(
                guest.CallToFail(import, 16, bytes.Length, Area),
                $"types.{import}",
                "value",
                $"the text is not valid UTF-8 at byte {at}");
        }
    }

    [Theory]
    [InlineData("boolean", 2, "2 is not in the range 0 to 1")]
    [InlineData("boolean", -1, "4294967295 is not in the range 0 to 1")]
    [InlineData("s_byte", 128, "128 is not in the range -128 to 127")]
    [InlineData("s_byte", -129, "-129 is not in the range -128 to 127")]
    [InlineData("byte", 256, "256 is not in the range 0 to 255")]
    [InlineData("byte", -1, "4294967295 is not in the range 0 to 255")]
    [InlineData("int16", 32768, "32768 is not in the range -32768 to 32767")]
    [InlineData("u_int16", 65536, "65536 is not in the range 0 to 65535")]
    [InlineData("char", 65536, "65536 is not in the range 0 to 65535")]
    [InlineData("level", 1, "1 is not a value of Level")]
    [InlineData("level", 256, "256 is not in the range 0 to 255")]
    [InlineData("access", 4, "4 has bits that Access does not define")]
    [InlineData("access", -1, "-1 has bits that Access does not define")]
    public void A_value_outside_its_type_is_refused(string import, int value, string reason) =>
        AssertBad(guest.CallToFail(import, value), $"types.{import}", "value", reason);

    [Theory]
    [InlineData(Area + 4, 64, 0, "the result area at 0x00000404 is not aligned to 8 bytes")]
    [InlineData(RawGuest.MemorySize, null, 0, "8 bytes at 0x00020000 do not lie")]
    [InlineData(-8, null, 0, "8 bytes at 0xFFFFFFF8 do not lie")]
    [InlineData(Area, -1, 0, "4294967303 bytes at 0x00000400 do not lie")]
    [InlineData(Area, RawGuest.MemorySize, 0, "131080 bytes at 0x00000400 do not lie")]
    [InlineData(Area, 64, 2, "the result area's encoding is 2, not 0 (UTF-8) or 1 (UTF-16)")]
    public void A_bad_result_area_is_refused_before_the_method_runs(int pointer, int? capacity, int encoding, string reason)
    {
        if (capacity is not null)
        {
            guest.Write(pointer & ~7, [.. BitConverter.GetBytes(capacity.Value), .. BitConverter.GetBytes(encoding)]);
        }

        AssertBad(guest.CallToFail("bytes", 0, 4, pointer), "types.bytes", "out_ptr", reason);
    }

    [Theory]
    [InlineData(10, 1, "text", "10 bytes are more than the 8 that the parameter allows")]
    [InlineData(8, 3, "numbers", "12 bytes are more than the 8 that the parameter allows")]
    public void A_parameter_over_its_own_limit_is_refused(int textLength, int count, string parameter, string reason) =>
        AssertBad(guest.CallToFail("limited", 0, textLength, 0, count), "types.limited", parameter, reason);

    [Fact]
    public void The_limit_of_a_call_counts_all_its_parameters()
    {
        guest.Store.SetGuestOptions(new GuestOptions { MaxBytesPerCall = 10 });
        Assert.Equal(6 + 1, guest.Call("limited", 0, 6, 0, 1));
        AssertBad(
            guest.CallToFail("limited", 0, 7, 0, 1),
            "types.limited",
            "numbers",
            "the call's strings and sequences have 11 bytes, more than the 10",
            expectedCalls: 1);
    }

    [Fact]
    public void A_limit_that_is_reached_and_not_passed_is_fine()
    {
        Assert.Equal(8 + 2, guest.Call("limited", 0, 8, 0, 2));
        Assert.Equal(RawGuest.MemorySize, guest.Call("fill", 0, RawGuest.MemorySize));
    }

    [Fact]
    public void Taking_needs_a_parked_result_of_that_length_and_a_place_for_it()
    {
        AssertBad(guest.CallToFail("take", 0, 0), "ngixi.take", "len", "no result is parked");
        Assert.Equal(100, guest.Call("bytes", 0, 100, Area));
        AssertBad(guest.CallToFail("take", 0, 99), "ngixi.take", "len", "the parked result has 100 bytes, not 99", expectedCalls: 1);
        AssertBad(guest.CallToFail("take", 0, 100), "ngixi.take", "len", "no result is parked", expectedCalls: 1);
        Assert.Equal(100, guest.Call("bytes", 0, 100, Area));
        AssertBad(
            guest.CallToFail("take", RawGuest.MemorySize - 99, 100),
            "ngixi.take",
            "dst_ptr",
            "100 bytes at 0x0001FF9D do not lie",
            expectedCalls: 2);
        Assert.Equal(100, guest.Call("bytes", 0, 100, Area));
        guest.Call("take", 0, 100);
        AssertBad(guest.CallToFail("take", 0, 100), "ngixi.take", "len", "no result is parked", expectedCalls: 3);
    }

    [Fact]
    public void Any_other_call_drops_what_is_parked()
    {
        Assert.Equal(100, guest.Call("bytes", 0, 100, Area));
        guest.Call("boolean", 1);
        AssertBad(guest.CallToFail("take", 0, 100), "ngixi.take", "len", "no result is parked", expectedCalls: 2);
    }

    /// <summary>Checks the error, and that the host and other guests go on.</summary>
    private void AssertBad(WasmImportException exception, string import, string? parameter, string reason, int expectedCalls = 0)
    {
        Assert.Equal(import, exception.Import);
        Assert.Equal(parameter, exception.Parameter);
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsBadArgument);
        Assert.Null(exception.InnerException);
        Assert.Equal(expectedCalls, types.Calls);

        EchoTypes others = new();
        using Linker otherLinker = new(RawGuest.Engine);
        otherLinker.DefineTypes(others);
        using RawGuest other = RawGuest.Create(otherLinker, "types.byte (i32) -> i32");
        Assert.Equal(1, other.Call("byte", 1));
    }

    public sealed class OfRawArguments() : BadArgumentTests(isC: false)
    {
        [Fact]
        public void An_import_that_is_exported_again_cannot_be_called_by_the_host()
        {
            using Module module = Module.FromText(
                RawGuest.Engine,
                "direct",
                """
                (module
                  (import "types" "text" (func $text (param i32 i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (export "direct" (func $text)))
                """);
            using Store store = new(RawGuest.Engine);
            Instance instance = linker.Instantiate(store, module);
            WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => instance.GetFunction("direct")!.Invoke(0, 0, Area));
            AssertBad(
                Assert.IsType<WasmImportException>(exception.InnerException),
                "types.text",
                null,
                "called by the host, or through an export that is this import itself");
        }

        [Theory]
        [InlineData("", "the guest exports no memory named \"memory\"")]
        [InlineData("""(global (export "memory") i32 (i32.const 0))""", "the guest's export \"memory\" is not a memory")]
        [InlineData("""(func (export "memory"))""", "the guest's export \"memory\" is not a memory")]
        [InlineData("""(memory (export "memory") i64 1)""", "the guest's memory is 64-bit")]
        [InlineData("""(memory 1) (memory (export "other") 1)""", "the guest exports no memory named \"memory\"")]
        public void A_guest_without_a_fitting_memory_is_refused_when_memory_is_needed(string memory, string reason)
        {
            using Engine engine = new(GuestConfig.Create().WithMemory64(true).WithMultiMemory(true));
            using Linker linker = new(engine);
            linker.DefineTypes(types);
            using Module module = Module.FromText(
                engine,
                "no-memory",
                $"""
                (module
                  (import "types" "byte" (func $byte (param i32) (result i32)))
                  (import "types" "fill" (func $fill (param i32 i32) (result i32)))
                  {memory}
                  (func (export "byte") (result i32) (call $byte (i32.const 7)))
                  (func (export "fill") (result i32) (call $fill (i32.const 0) (i32.const 1))))
                """);
            using Store store = new(engine);
            Instance instance = linker.Instantiate(store, module);
            Assert.Equal(7, instance.GetFunction("byte")!.Invoke());
            WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => instance.GetFunction("fill")!.Invoke());
            AssertBad(Assert.IsType<WasmImportException>(exception.InnerException), "types.fill", "buffer", reason, expectedCalls: 1);
        }
    }

    /// <summary>The same values, passed by a guest in C.</summary>
    public sealed class OfC() : BadArgumentTests(isC: true);
}
