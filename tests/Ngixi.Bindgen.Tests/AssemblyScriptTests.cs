using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>An AssemblyScript guest uses every type through its typed stubs, and checks what comes back.</summary>
public sealed class AssemblyScriptTests : IDisposable
{
    private readonly EchoTypes types = new();
    private readonly MemoryFiles files = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly ScriptGuest guest;

    public AssemblyScriptTests()
    {
        linker.DefineTypes(types);
        linker.DefineFiles(files);
        linker.DefineJobs(new Jobs { Run = async (_, _) => await Task.Yield() });
        guest = new ScriptGuest(linker);
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Theory]
    [InlineData("scalars")]
    [InlineData("text")]
    [InlineData("bytes")]
    [InlineData("numbers")]
    [InlineData("buffer")]
    [InlineData("resources")]
    [InlineData("waiting")]
    [InlineData("garbage")]
    public void The_guest_gets_back_what_it_gave(string test) => guest.Run(test);

    [Theory]
    [InlineData("largeText")]
    [InlineData("largeBytes")]
    public void A_large_value_goes_both_ways_and_its_method_runs_once(string test)
    {
        guest.Run(test);
        Assert.Equal(1, types.Calls);
    }

    [Fact]
    public void Resources_that_the_guest_freed_are_disposed()
    {
        guest.Run("resources");
        Assert.Equal(["first", "second", "first"], files.Opened.Select(file => file.Path()));
        Assert.All(files.Opened, file => Assert.Equal(1, file.Disposed));
    }

    [Fact]
    public void Use_after_free_stops_the_guest()
    {
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => guest.Run("useAfterFree"));
        Assert.Equal("files.open_file_path", Assert.IsType<WasmImportException>(exception.InnerException).Import);
    }
}
