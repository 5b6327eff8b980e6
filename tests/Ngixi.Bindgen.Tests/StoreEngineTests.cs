using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>What Wasmtime has no function for is read where this version keeps it.</summary>
public sealed class StoreEngineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(1_500_000)]
    [InlineData(2 * 1024 * 1024)]
    public void A_configuration_tells_how_much_stack_a_guest_may_use(int size)
    {
        using Engine engine = new(GuestConfig.Create().WithMaximumStackSize(size).WithEpochInterruption(true).WithFuelConsumption(true));
        using Store store = new(engine);
        Assert.Equal((nuint)size, StoreEngine.StackSizeOf(WasmtimeInternals.ContextOf(store)));
    }

    [Fact]
    public void A_guest_may_use_512_KiB_of_stack_by_default()
    {
        using Store store = new(RawGuest.Engine);
        using Engine pooling = new(new Config().WithPoolingAllocationStrategy(new PoolingAllocationConfig()));
        using Store pooled = new(pooling);
        Assert.All([store, pooled], each => Assert.Equal(512u * 1024, StoreEngine.StackSizeOf(WasmtimeInternals.ContextOf(each))));
    }
}
