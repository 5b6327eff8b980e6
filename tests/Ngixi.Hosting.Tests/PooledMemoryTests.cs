using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests;

public sealed class PooledMemoryTests
{
    [Fact]
    public async Task Instances_beyond_the_reserved_room_are_refused_until_one_is_gone()
    {
        using GuestEngine engine = new(new GuestEngineOptions { PooledMemory = new PooledMemory(Instances: 2) });
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance first = await module.StartAsync();
        using GuestInstance second = await module.StartAsync();
        GuestBusyException busy = await Assert.ThrowsAsync<GuestBusyException>(() => module.StartAsync());
        Assert.Equal("pooledMemory", busy.Limit);
        first.Dispose();
        using GuestInstance third = await module.StartAsync();
        Assert.Equal(3, (await third.CallAsync(it => it.Add(1, 2))).Value);
    }

    [Fact]
    public async Task A_module_that_may_have_more_memory_than_a_place_runs_without_the_pool()
    {
        using GuestEngine engine = new(new GuestEngineOptions { PooledMemory = new PooledMemory(Instances: 1, Memory: 1 << 20) });
        using GuestModule module = engine.LoadText(Wat.Odd, new ModuleLimits { Memory = 2 << 20 });
        using GuestInstance first = await module.StartAsync();
        using GuestInstance second = await module.StartAsync();
        Assert.Equal(1, (await second.CallAsync(it => it.Run("grow", 31))).Value);
        Assert.Equal(-1, (await second.CallAsync(it => it.Run("grow", 1))).Value);
    }

    [Fact]
    public async Task Memory_of_the_pool_is_clean_for_the_next_instance_and_grows_to_its_limit()
    {
        using GuestEngine engine = new(new GuestEngineOptions { PooledMemory = new PooledMemory(Instances: 1, Memory: 1 << 20) });
        using GuestModule module = engine.LoadText(Wat.Odd, new ModuleLimits { Memory = 1 << 20 });
        for (int i = 0; i < 3; i++)
        {
            using GuestInstance guest = await module.StartAsync();
            Assert.Equal(0, (await guest.CallAsync(it => it.Run("peek"))).Value);
            await guest.CallAsync(it => it.Run("poke"));
            Assert.Equal(42, (await guest.CallAsync(it => it.Run("peek"))).Value);
            Assert.Equal(1, (await guest.CallAsync(it => it.Run("grow", 15))).Value);
            Assert.Equal(-1, (await guest.CallAsync(it => it.Run("grow", 1))).Value);
        }
    }

    [Fact]
    public async Task Where_the_system_has_no_addresses_for_the_pool_it_is_said_and_modules_run_without()
    {
        FakeLogCollector logs = new();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(logs)));
        using GuestEngine engine = new(new GuestEngineOptions
        {
            Loggers = loggers,
            PooledMemory = new PooledMemory(Instances: 10_000_000, Memory: 1L << 30),
        });
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(3, (await guest.CallAsync(it => it.Add(1, 2))).Value);
        Assert.Equal(2, logs.GetSnapshot().Count);
        Assert.All(logs.GetSnapshot(), line => Assert.StartsWith("No memory is pooled for 10000000 instances with ", line.Message));
    }
}
