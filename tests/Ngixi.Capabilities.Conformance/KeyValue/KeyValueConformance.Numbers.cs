using System.Globalization;

namespace Ngixi.Capabilities.Conformance;

/// <content>Numbers.</content>
public abstract partial class KeyValueConformance
{
    [Fact]
    public async Task A_number_counts_from_0_and_is_decimal_text()
    {
        Assert.Equal(5, (await ApplyOneAsync(Increment("n", 5))).Number);
        Assert.Equal("5", await TextAsync("n"));
        Assert.Equal(-2, (await ApplyOneAsync(Increment("n", -7))).Number);
        Assert.Equal("-2", await TextAsync("n"));
        Assert.Equal(0, (await ApplyOneAsync(Increment("n", 2))).Number);
        Assert.Equal("0", await TextAsync("n"));
        Assert.Equal(0, (await ApplyOneAsync(Increment("other", 0))).Number);
        Assert.Equal("0", await TextAsync("other"));
    }

    [Fact]
    public async Task A_number_that_was_put_is_counted_on()
    {
        await ApplyAsync(Put("n", "41"));
        ulong version = (await FindAsync("n"))!.Version;
        KeyValueResult result = await ApplyOneAsync(Increment("n", 1));
        Assert.Equal(42, result.Number);
        Assert.NotEqual(version, result.Version);
        Assert.Equal(result.Version, (await FindAsync("n"))!.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("+5")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("5\n")]
    [InlineData("05")]
    [InlineData("-0")]
    [InlineData("-")]
    [InlineData("--5")]
    [InlineData("5.0")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData("٥")]
    [InlineData("5\0")]
    [InlineData("nan")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("18446744073709551616")]
    public async Task A_value_that_is_no_number_stays(string value)
    {
        ulong version = (await ApplyOneAsync(Put("n", value))).Version;
        await AssertRefusedAsync(KeyValueError.NotANumber, Increment("n", 1));
        await AssertRefusedAsync(KeyValueError.NotANumber, Increment("n", 0));
        Assert.Equal(value, await TextAsync("n"));
        Assert.Equal(version, (await FindAsync("n"))!.Version);
    }

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MinValue, -1)]
    [InlineData(long.MinValue, long.MinValue)]
    [InlineData(1, long.MaxValue)]
    [InlineData(-1, long.MinValue)]
    public async Task A_sum_beyond_64_bits_is_refused(long number, long by)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        await ApplyAsync(Put("n", text));
        await AssertRefusedAsync(KeyValueError.NumberOverflow, Increment("n", by));
        Assert.Equal(text, await TextAsync("n"));
    }

    [Theory]
    [InlineData(0, long.MaxValue)]
    [InlineData(0, long.MinValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue - 1, 1)]
    [InlineData(long.MinValue + 1, -1)]
    [InlineData(9007199254740993, 1)]
    [InlineData(-9007199254740993, -1)]
    [InlineData(9007199254740993, -9007199254740994)]
    [InlineData(999999999999999999, 1)]
    [InlineData(1000000000000000000, -1)]
    [InlineData(4611686018427387904, 4611686018427387903)]
    public async Task Every_sum_of_64_bits_is_exact(long number, long by)
    {
        long sum = checked(number + by);
        await ApplyAsync(Put("n", number.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(sum, (await ApplyOneAsync(Increment("n", by))).Number);
        Assert.Equal(sum.ToString(CultureInfo.InvariantCulture), await TextAsync("n"));
    }

    [Fact]
    public async Task Increments_at_the_same_time_are_all_counted()
    {
        const int Rounds = 25;
        long[][] sums = await TogetherAsync(async writer =>
        {
            long[] own = new long[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                own[round] = (await ApplyOneAsync(Increment("n", 1))).Number;
            }

            return own;
        });
        Assert.Equal(Enumerable.Range(1, Writers * Rounds).Select(sum => (long)sum), sums.SelectMany(own => own).Order());
        Assert.All(sums, own => Assert.Equal(own.Order(), own));
        Assert.Equal($"{Writers * Rounds}", await TextAsync("n"));
    }
}
