using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Bindgen.Tests.Survival;

namespace Ngixi.Bindgen.Tests;

/// <summary>What a host's method throws reaches whoever called the guest.</summary>
public sealed class HostExceptionTests
{
    private static readonly string[] Imports = ["jobs.job_tenant () -> i32", "jobs.job_name (i32 i32) -> i32"];

    [Fact]
    public void The_caller_of_the_guest_gets_the_import_and_the_original()
    {
        InvalidDataException original = new("no such tenant");
        using Linker linker = new(RawGuest.Engine);
        linker.DefineJobs(new Jobs { TenantOf = _ => throw original });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        WasmtimeException outer = Assert.ThrowsAny<WasmtimeException>(() => guest.Call("job_tenant"));
        WasmImportException exception = Assert.IsType<WasmImportException>(outer.InnerException);
        Assert.Equal("jobs.job_tenant", exception.Import);
        Assert.Null(exception.Parameter);
        Assert.False(exception.IsBadArgument);
        Assert.Same(original, exception.InnerException);
        Assert.Contains(
            "Import jobs.job_tenant: the host's method threw InvalidDataException: no such tenant",
            outer.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Null_for_a_result_that_is_not_nullable_is_the_hosts_fault()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineJobs(new Jobs { Name = _ => ValueTask.FromResult<string>(null!) });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        guest.WriteArea(64, capacity: 32);
        WasmImportException exception = guest.CallToFail("job_name", 1, 64);
        Assert.Contains(
            "returned null",
            Assert.IsType<InvalidOperationException>(exception.InnerException).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_a_nested_guest_is_kept_whole()
    {
        using Linker inner = new(RawGuest.Engine);
        inner.DefineTypes(new EchoTypes());
        using RawGuest innerGuest = RawGuest.Create(inner, "types.byte (i32) -> i32");
        using Linker outer = new(RawGuest.Engine);
        outer.DefineJobs(new Jobs { TenantOf = _ => (int)innerGuest.Call("byte", 256)! });
        using RawGuest guest = RawGuest.Create(outer, Imports);

        WasmImportException exception = guest.CallToFail("job_tenant");
        Assert.Equal("jobs.job_tenant", exception.Import);
        WasmtimeException nested = Assert.IsAssignableFrom<WasmtimeException>(exception.InnerException);
        Assert.Equal("types.byte", Assert.IsType<WasmImportException>(nested.InnerException).Import);
    }

    [Fact]
    public void Other_instances_go_on()
    {
        bool fails = true;
        using Linker linker = new(RawGuest.Engine);
        linker.DefineJobs(new Jobs { TenantOf = _ => fails ? throw new InvalidDataException() : 7 });
        using RawGuest first = RawGuest.Create(linker, Imports);
        using RawGuest second = RawGuest.Create(linker, Imports);
        first.CallToFail("job_tenant");
        fails = false;
        Assert.Equal(7, second.Call("job_tenant"));
    }

    [Fact]
    public void A_constructor_that_refuses_a_value_is_told_with_the_parameter()
    {
        ArgumentOutOfRangeException refusal = new(null, "must be odd");
        using OddGuest guest = OddGuest.Of(RawGuest.Engine, new Odd());
        try
        {
            Watched.OnMade = () => throw refusal;
            WasmtimeException outer = Assert.Throws<WasmtimeException>(guest.Plugin.Watch);
            WasmImportException exception = Assert.IsType<WasmImportException>(outer.InnerException);
            Assert.Equal(
                "Import odd.watch, parameter value: a constructor or property that makes its value threw ArgumentOutOfRangeException: must be odd",
                exception.Message);
            Assert.Equal("value", exception.Parameter);
            Assert.Same(refusal, exception.InnerException);
            Assert.False(exception.IsBadArgument);
        }
        finally
        {
            Watched.OnMade = () => { };
        }
    }
}
