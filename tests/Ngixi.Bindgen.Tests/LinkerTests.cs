using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>What a user does with a linker.</summary>
public sealed class LinkerTests
{
    [Fact]
    public void An_interface_that_is_defined_twice_is_an_error_with_its_name()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => linker.DefineTypes(new EchoTypes()));
        Assert.Contains("types::boolean", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clone_has_the_imports_and_takes_more()
    {
        EchoTypes types = new();
        using Linker original = new(RawGuest.Engine);
        original.DefineTypes(types);
        using Linker clone = original.Clone();
        original.Dispose();
        clone.DefineJobs(new Jobs { TenantOf = _ => 3 });
        using RawGuest guest = RawGuest.Create(clone, "types.byte (i32) -> i32", "jobs.job_tenant () -> i32");
        Assert.Equal(9, guest.Call("byte", 9));
        Assert.Equal(3, guest.Call("job_tenant"));
        Assert.Equal(1, types.Calls);
    }

    [Fact]
    public void A_definition_may_take_the_place_of_another_where_the_linker_allows_it()
    {
        EchoTypes second = new();
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        linker.AllowShadowing = true;
        linker.DefineTypes(second);
        using RawGuest guest = RawGuest.Create(linker, "types.byte (i32) -> i32");
        guest.Call("byte", 9);
        Assert.Equal(1, second.Calls);
    }

    [Fact]
    public void Null_is_refused()
    {
        using Linker linker = new(RawGuest.Engine);
        Assert.Throws<ArgumentNullException>("implementation", () => linker.DefineTypes((ITypes)null!));
        Assert.Throws<ArgumentNullException>("forInstance", () => linker.DefineTypes((Func<GuestContext, ITypes>)null!));
        Assert.Throws<ArgumentNullException>("linker", () => ((Linker)null!).DefineTypes(new EchoTypes()));
    }

    [Fact]
    public void A_function_that_makes_no_implementation_is_the_hosts_fault()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(_ => null!);
        using RawGuest guest = RawGuest.Create(linker, "types.byte (i32) -> i32");
        WasmImportException exception = guest.CallToFail("byte", 1);
        Assert.Contains(
            "returned null",
            Assert.IsType<InvalidOperationException>(exception.InnerException).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_signature_is_refused_by_name_when_the_guest_is_instantiated()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => RawGuest.Create(linker, "types.byte (i64) -> i32"));
        Assert.Contains("types::byte", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void Options_out_of_range_are_refused(int handles) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GuestOptions { MaxHandles = handles });
}
