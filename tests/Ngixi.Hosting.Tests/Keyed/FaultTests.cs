using System.Text.Json;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>Failures cross processes as data.</summary>
public sealed class FaultTests
{
    private static readonly CallUsage Usage = new()
    {
        WaitTime = TimeSpan.FromMilliseconds(1.5),
        Fuel = ulong.MaxValue,
        HostCalls = 3,
        Calls = new Dictionary<string, long> { ["env.kv_get"] = 3 },
    };

    private static readonly GuestFrame[] Frames = [new("total", 12, "shop.ts", 3, 4), new(null, 1, null, 0, 0)];

    public static TheoryData<GuestCallException> All =>
    [
        new GuestTrapException(
            "shop", TrapCode.IntegerDivisionByZero, "it divided \"by\" zero", Frames, new InvalidOperationException("inner"))
        {
            Usage = Usage,
        },
        new GuestDeadlineException("shop", TimeSpan.FromMilliseconds(200), "in the guest") { Usage = Usage },
        new GuestLimitException("shop", "hostCalls", "too many"),
        new GuestBusyException("shop", "waiting", "too many"),
        new GuestContractException("shop", "IShop@01", "IShop@02"),
        new GuestContractException("shop", "the result is bad", new InvalidOperationException()),
        new GuestStateException("shop", isLostRace: true, "another was first"),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_failure_is_the_same_after_it_was_JSON(GuestCallException exception)
    {
        GuestFault fault = GuestFault.Of(exception);
        string json = JsonSerializer.Serialize(fault);
        GuestCallException read = JsonSerializer.Deserialize<GuestFault>(json)!.ToException();
        Assert.IsType(exception.GetType(), read);
        Assert.Equal(exception.Message, read.Message);
        Assert.Equal(exception.Module, read.Module);
        Assert.Equal(json, JsonSerializer.Serialize(GuestFault.Of(read)));
        foreach (System.Reflection.PropertyInfo property in exception.GetType()
            .GetProperties()
            .Where(property => property.DeclaringType!.Namespace == "Ngixi.Hosting" && property.Name != nameof(GuestCallException.Usage)))
        {
            Assert.Equal(property.GetValue(exception), property.GetValue(read));
        }
    }

    [Fact]
    public void Every_case_of_a_failure_is_here() => Assert.Equal(
        [.. typeof(GuestCallException).Assembly
            .GetTypes()
            .Where(type => type.IsSubclassOf(typeof(GuestCallException)))
            .Select(type => type.Name)
            .Order()],
        ((IEnumerable<object[]>)All).Select(row => row[0].GetType().Name).Distinct().Order());

    [Fact]
    public void A_case_that_there_is_not_is_refused() => Assert.Throws<InvalidOperationException>(
        () => new GuestFault { Case = "other", Module = "shop", Message = "" }.ToException());
}
