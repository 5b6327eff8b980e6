using System.Globalization;
using Ngixi.Bindgen.Tests.Shared;
using Xunit.Abstractions;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>The heap is that of the process, in which nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(KeyedMemoryTests), DisableParallelization = true)]
[Collection(nameof(KeyedMemoryTests))]
public sealed class KeyedMemoryTests(ITestOutputHelper output)
{
    /// <summary>
    /// 10,000 by <c>NGIXI_TRIES=10000 dotnet test tests/Ngixi.Hosting.Tests --filter KeyedMemory --logger "console;verbosity=detailed"</c>.
    /// </summary>
    [Fact]
    public async Task Many_guests_that_are_idle_take_little_of_the_heap()
    {
        int count = Tries.Count(300);
        await using KeyedHost host = new();
        await host.Shop("first").AddAsync("pear", 1);
        (long heap, long resident) = Measure();
        for (int i = 0; i < count; i++)
        {
            await host.Shop(string.Create(CultureInfo.InvariantCulture, $"key {i}")).AddAsync("pear", 1);
        }

        (long heapAfter, long residentAfter) = Measure();
        long each = (heapAfter - heap) / count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} guests: {(residentAfter - resident) / 1024.0 / count:N1} KiB each, {each / 1024.0:N1} KiB of it managed"));
        Assert.Equal(count + 1, host.Guests.Count);
        Assert.InRange(each, 1, 16 * 1024);
    }

    private static (long Heap, long Resident) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        return (heap, Environment.WorkingSet);
    }
}
