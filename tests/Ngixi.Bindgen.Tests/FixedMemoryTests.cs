using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Where memories cannot move, the host need not ask in each call where they are.</summary>
public sealed class FixedMemoryTests
{
    private const ulong Small = 1024 * 1024;

    public static TheoryData<string, bool> Configurations => new()
    {
        { "default", true },
        { "may not move", true },
        { "pool", true },
        { "no reservation", false },
        { "small reservation", false },
        { "small reservation, may not move", false },
        { "pool of small memories", true },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public void A_configuration_tells_whether_memories_move(string configuration, bool isFixed)
    {
        using Engine engine = EngineOf(configuration);
        using Store store = new(engine);
        using Store other = new(engine);
        Assert.Equal(isFixed, IsFixed(store));
        Assert.Equal(isFixed, IsFixed(other));
    }

    [Fact]
    public void Engines_are_told_apart_in_turn_and_after_others_are_gone()
    {
        for (int round = 0; round < 20; round++)
        {
            using Engine moving = EngineOf("no reservation");
            using Engine still = EngineOf("default");
            using Store movingStore = new(moving);
            using Store stillStore = new(still);
            Assert.False(IsFixed(movingStore));
            Assert.True(IsFixed(stillStore));
            Assert.False(IsFixed(movingStore));
        }
    }

    [Fact]
    public void A_limit_of_the_store_does_not_matter()
    {
        using Engine engine = EngineOf("default");
        using Store store = new(engine);
        store.SetLimits((long)Small, null, 1, 1, 1);
        Assert.True(IsFixed(store));
    }

    [Fact]
    public void A_full_pool_is_left_alone()
    {
        using Engine engine = new(new Config().WithPoolingAllocationStrategy(new PoolingAllocationConfig().WithMaxMemories(1)));
        using Module module = Module.FromText(engine, "one", """(module (memory (export "memory") 1))""");
        using (Store store = new(engine))
        {
            _ = new Instance(store, module);
            Assert.True(IsFixed(store));
        }

        using Store next = new(engine);
        Assert.NotNull(new Instance(next, module).GetMemory("memory"));
    }

    private static bool IsFixed(Store store) => FixedMemory.IsUsedBy(WasmtimeInternals.ContextOf(store));

    private static Engine EngineOf(string configuration) => configuration switch
    {
        "may not move" => new Engine(new Config().WithMemoryMayMove(false)),
        "pool" => new Engine(new Config().WithPoolingAllocationStrategy(new PoolingAllocationConfig().WithMaxMemories(10))),
        "pool of small memories" =>
            new Engine(new Config().WithPoolingAllocationStrategy(
                new PoolingAllocationConfig().WithMaxMemories(10).WithMaxMemorySize((int)Small))),
        "no reservation" =>
            new Engine(new Config().WithStaticMemoryMaximumSize(0).WithMemoryReservationForGrowth(0).WithMemoryGuardSize(0)),
        "small reservation" => new Engine(new Config().WithStaticMemoryMaximumSize(Small)),
        "small reservation, may not move" => new Engine(new Config().WithStaticMemoryMaximumSize(Small).WithMemoryMayMove(false)),
        _ => new Engine(),
    };
}
