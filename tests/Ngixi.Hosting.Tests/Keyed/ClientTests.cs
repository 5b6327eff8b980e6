namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>The generated asynchronous interface calls a real guest by bytes alone.</summary>
public sealed class ClientTests : IDisposable
{
    private readonly KeyedHost host = new();
    private readonly IShopGuest shop;

    public ClientTests() => shop = host.Shop("one");

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Values_of_all_forms_arrive_and_return()
    {
        Assert.Equal(3, await shop.AddAsync("pear", 3));
        Assert.Equal(5, await shop.AddAsync("pear", 2));
        Assert.Equal(4, await shop.AddAsync("fig", 4));
        Assert.Equal(9, await shop.TotalAsync());
        Assert.Equal((2, "fig"), await shop.SummaryAsync());
        Assert.Equal((true, new Article("pear", 5, Shade.Dark)), await shop.TryFindAsync("pear"));
        Assert.Equal((false, new Article("", 0, null)), await shop.TryFindAsync("plum"));
        Assert.Equal(
            [new Article("fig", 4, Shade.Light), new Article("pear", 5, Shade.Dark)], await shop.ListAsync(["fig", "plum", "pear"]));
        Assert.Equal(new Dictionary<string, int> { ["pear"] = 5, ["fig"] = 4 }, await shop.StockAsync());
        Assert.Null(await shop.DoubleAsync(null));
        Assert.Equal(-42, await shop.DoubleAsync(-21));
        await shop.ClearAsync();
        Assert.Equal((0, null), await shop.SummaryAsync());
    }

    [Fact]
    public async Task Views_are_copied_before_the_call_returns()
    {
        int[] numbers = [1, 2, int.MaxValue];
        char[] text = ['a', 'b'];
        ValueTask<long> sum = shop.SumAsync(numbers, text);
        numbers.AsSpan().Clear();
        text.AsSpan().Clear();
        Assert.Equal((long)int.MaxValue + 3 + 'a' + 'b', await sum);
    }

    [Fact]
    public async Task Numbers_identifiers_and_bytes_return_as_they_were()
    {
        Guid id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal(id, await shop.SameAsync(id, Shade.Dark, true, DateTimeOffset.UnixEpoch, 0.5));
        Assert.Equal(Guid.Empty, await shop.SameAsync(id, Shade.Dark, false, DateTimeOffset.UnixEpoch, 0.5));
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
        Assert.Equal(bytes, await shop.BytesAsync(bytes));
        Assert.Empty(await shop.BytesAsync(default));
    }

    [Fact]
    public async Task Text_keeps_every_unit_and_defaults_are_those_of_the_interface()
    {
        Assert.Equal("hello, world", await shop.GreetAsync("world"));
        Assert.Equal("\uD800, \U0001F600", await shop.GreetAsync("\U0001F600", "\uD800"));
        string longest = new('ä', 200_000);
        Assert.Equal($", {longest}", await shop.GreetAsync(longest, ""));
    }

    [Fact]
    public async Task A_null_that_the_interface_does_not_allow_never_leaves()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await shop.GreetAsync(null!));
        Assert.Equal(0, host.Guests.Count);
    }

    [Fact]
    public async Task Guests_of_two_keys_know_nothing_of_each_other()
    {
        await shop.AddAsync("pear", 1);
        Assert.Equal(0, await host.Shop("two").TotalAsync());
        Assert.Equal(1, await host.Shop("one").TotalAsync());
        Assert.Equal(2, host.Guests.Count);
    }
}
