using Ngixi.Bindgen.Native;

namespace Ngixi.Bindgen.Tests;

/// <summary>A build of Wasmtime that lays its values out otherwise is refused, and not misread.</summary>
public sealed class NativeLayoutTests
{
    [Fact]
    public void This_build_of_Wasmtime_fits()
    {
        NativeLayout.Verify();
        Assert.Null(NativeLayout.Judge(NativeLayout.Observe()));
    }

    [Fact]
    public void Slots_of_another_size_do_not_fit()
    {
        NativeLayout.Observations seen = NativeLayout.Observe();
        NativeLayout.Observation first = seen.First;
        first.Real = 0;
        AssertMisfit(seen with { First = first }, "slots of 16 bytes");
        AssertMisfit(seen with { AreResultsReadBack = false }, "result slot");
    }

    [Fact]
    public void A_caller_that_is_laid_out_otherwise_does_not_fit()
    {
        NativeLayout.Observations seen = NativeLayout.Observe();
        NativeLayout.Observation moved = seen.First;
        moved.Context++;
        AssertMisfit(seen with { First = moved }, "store's context");
        AssertMisfit(seen with { FirstAgain = seen.SecondInstance }, "store's context");
        AssertMisfit(seen with { SecondInstance = seen.First }, "which instance");
        AssertMisfit(seen with { OtherStore = seen.First }, "which instance");
        AssertMisfit(seen with { Host = seen.First }, "host from an instance");
    }

    [Fact]
    public void A_memory_a_global_or_a_store_that_is_not_found_does_not_fit()
    {
        NativeLayout.Observations seen = NativeLayout.Observe();
        NativeLayout.Observation second = seen.SecondInstance;
        second.IsMemoryFound = false;
        AssertMisfit(seen with { SecondInstance = second }, "memory");
        AssertMisfit(seen with { IsGlobalRead = false }, "global");
        AssertMisfit(seen with { IsStoreFound = false }, "store cannot be found");
    }

    private static void AssertMisfit(NativeLayout.Observations seen, string reason)
    {
        string? misfit = NativeLayout.Judge(seen);
        Assert.NotNull(misfit);
        Assert.Contains(reason, misfit, StringComparison.Ordinal);
        string message = NativeLayout.DoesNotFit(misfit).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("Wasmtime.Dotnet 50.", message, StringComparison.Ordinal);
        Assert.Contains("Reference a version of the package Wasmtime", message, StringComparison.Ordinal);
    }
}
