using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>What a call allocates is exact: what C# keeps, and nothing else.</summary>
public sealed class AllocationTests
{
    private const string Loop =
        """
        (module
          (import "types" "bytes" (func $bytes (param i32 i32 i32) (result i32)))
          (import "types" "chars" (func $chars (param i32 i32 i32) (result i32)))
          (import "types" "text" (func $text (param i32 i32 i32) (result i32)))
          (import "types" "fill" (func $fill (param i32 i32) (result i32)))
          (import "types" "int32" (func $int32 (param i32) (result i32)))
          (import "types" "level" (func $level (param i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 1024) "\40\00\00\00\01\00\00\00")
          (func (export "bytes") (drop (call $bytes (i32.const 0) (i32.const 16) (i32.const 1024))))
          (func (export "chars") (drop (call $chars (i32.const 0) (i32.const 0x80000010) (i32.const 1024))))
          (func (export "chars_utf8") (drop (call $chars (i32.const 0) (i32.const 16) (i32.const 1024))))
          (func (export "text") (drop (call $text (i32.const 0) (i32.const 0x80000010) (i32.const 1024))))
          (func (export "fill") (drop (call $fill (i32.const 0) (i32.const 16))))
          (func (export "int32") (drop (call $int32 (i32.const 7))))
          (func (export "level") (drop (call $level (i32.const 200)))))
        """;

    [Theory]
    [InlineData("bytes", 0)]
    [InlineData("chars", 0)]
    [InlineData("chars_utf8", 0)]
    [InlineData("fill", 0)]
    [InlineData("int32", 0)]
    [InlineData("level", 0)]
    [InlineData("text", 40)] // A string of 8 characters: 22 bytes and its characters, rounded up to 8.
    public void A_call_allocates_just_what_the_method_is_given(string export, long bytesPerCall)
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        using Module module = Module.FromText(RawGuest.Engine, "loop", Loop);
        using Store store = new(RawGuest.Engine);
        Action call = linker.Instantiate(store, module).GetAction(export)!;
        Assert.Equal(bytesPerCall, Allocations.OfEachCall(call));
    }
}
