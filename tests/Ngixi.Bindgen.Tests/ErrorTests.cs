using System.Text;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>An error that a method states reaches the guest, which goes on.</summary>
public sealed class ErrorTests : IDisposable
{
    private const int Area = 1024;

    private readonly FailingErrors errors = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    public ErrorTests()
    {
        linker.DefineErrors(errors);
        linker.DefineTypes(new EchoTypes());
        guest = RawGuest.Create(
            linker, "errors.try_nothing (i32) -> i32", "errors.try_int64 (i32 i32) -> i32", "errors.try_byte (i32 i32) -> i32",
            "errors.try_bytes (i32 i32) -> i32",
            "errors.try_wait (i32 i32) -> i32", "errors.try_not_declared () -> i32", "types.byte (i32) -> i32",
            "ngixi.last_error (i32) -> i32", "ngixi.take (i32 i32)");
        guest.WriteArea(Area, capacity: 64);
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void Success_and_each_error_are_told_apart_by_the_status()
    {
        Assert.Equal(0, guest.Call("try_nothing", -1));
        Assert.Equal(-2, guest.Call("try_nothing", 0));
        Assert.Equal(-7, guest.Call("try_nothing", 5));
        Assert.Equal(-1, guest.Call("try_bytes", -1, Area));
        Assert.Equal(-7, guest.Call("try_bytes", 5, Area));
    }

    [Fact]
    public void A_scalar_of_a_method_that_may_fail_is_in_the_area()
    {
        Assert.Equal(8, guest.Call("try_int64", -1, Area));
        Assert.Equal(long.MinValue, BitConverter.ToInt64(guest.Bytes(Area + 8, 8)));
        Assert.Equal(1, guest.Call("try_byte", -1, Area));
        Assert.Equal(255, guest.Bytes(Area + 8, 1)[0]);
    }

    [Fact]
    public void The_message_can_be_read_again_until_another_call()
    {
        guest.Call("try_nothing", 5);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(10, guest.Call("last_error", Area));
            Assert.Equal("it is full", Encoding.UTF8.GetString(guest.Bytes(Area + 8, 10)));
        }

        guest.Call("byte", 1);
        Assert.Equal(-1, guest.Call("last_error", Area));
    }

    [Fact]
    public void A_long_message_is_parked_and_taken()
    {
        errors.Message = new string('x', 1000);
        guest.Call("try_nothing", 5);
        Assert.Equal(1000, guest.Call("last_error", Area));
        guest.Call("take", 4096, 1000);
        Assert.Equal(errors.Message, Encoding.UTF8.GetString(guest.Bytes(4096, 1000)));
    }

    [Fact]
    public void The_error_of_a_task_is_an_error_too()
    {
        Assert.Equal(-7, guest.Call("try_wait", 5, Area));
        Assert.Equal(4, guest.Call("try_wait", -1, Area));
    }

    [Fact]
    public void An_error_that_the_method_does_not_state_stops_the_guest()
    {
        WasmImportException exception = guest.CallToFail("try_not_declared");
        Assert.Equal(Failure.Full, Assert.IsType<GuestException<Failure>>(exception.InnerException).Error);
    }

    [Fact]
    public void A_value_that_is_no_error_stops_the_guest()
    {
        WasmImportException exception = guest.CallToFail("try_nothing", int.MaxValue);
        Assert.Equal("errors.try_nothing", exception.Import);
        Assert.IsType<GuestException<Failure>>(exception.InnerException);
    }
}
