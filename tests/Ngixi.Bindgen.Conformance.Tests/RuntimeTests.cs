using Ngixi.Bindgen.Conformance.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>
/// The stubs work with each runtime of AssemblyScript, and while its collector runs. <see cref="ConformanceTests"/> has
/// incremental, the default, and with it the values of a million items.
/// </summary>
public sealed class RuntimeTests
{
    [Fact]
    public void Every_value_comes_back_with_the_runtime_stub()
    {
        using RelayGuest guest = new("stub");
        RelayAll(guest);
    }

    [Fact]
    public void Every_value_comes_back_with_the_runtime_minimal_where_the_host_collects_between_calls()
    {
        using RelayGuest guest = new("minimal", isRuntimeExported: true);
        RelayAll(guest, guest.Collect);
    }

    [Fact]
    public void Every_value_comes_back_with_the_runtime_incremental_where_each_call_of_the_host_collects()
    {
        using RelayGuest guest = new("incremental", isRuntimeExported: true);
        int collections = 0;
        guest.Giver.Called = guest.Taker.Called = () =>
        {
            guest.Collect();
            collections++;
        };
        int relayed = RelayAll(guest);
        Assert.Equal(2 * relayed, collections);
    }

    private static int RelayAll(RelayGuest guest, Action? afterEach = null)
    {
        int relayed = 0;
        foreach (TypeRow row in ConformanceTable.Rows)
        {
            foreach (object? value in row.Values.Where(value => !Values.IsMillion(value)))
            {
                guest.Giver.Value = value;
                guest.Run(row);
                afterEach?.Invoke();
                string passed = Canonical.Of(guest.Taker.Value);
                Assert.True(Canonical.Of(value) == passed, $"{row.Name}: {Canonical.Of(value)} came back as {passed}");
                relayed++;
            }
        }

        return relayed;
    }
}
