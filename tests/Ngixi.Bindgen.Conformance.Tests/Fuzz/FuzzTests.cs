using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Ngixi.Bindgen.Conformance.Tests.Fuzz;

/// <summary>
/// Each test run passes the same damaged values. To go on with others for as many minutes, or to repeat one:
/// <c>NGIXI_FUZZ_MINUTES=10 dotnet test tests/Ngixi.Bindgen.Conformance.Tests --filter FuzzTests</c>, <c>NGIXI_FUZZ_SEED=123</c>.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Steps = 50_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_value_that_is_not_damaged_is_read_as_it_is(int seed)
    {
        using LiftingFuzzer fuzzer = new();
        fuzzer.PassUndamaged(seed);
    }

    [Fact]
    public void A_damaged_value_is_read_or_refused_within_the_budget()
    {
        using LiftingFuzzer fuzzer = new();
        if (Setting("NGIXI_FUZZ_SEED") is { } only)
        {
            fuzzer.Step(only);
            return;
        }

        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan longer = TimeSpan.FromMinutes(Setting("NGIXI_FUZZ_MINUTES") ?? 0);
        int first = longer > TimeSpan.Zero ? Environment.TickCount & 0x3FFF_FFFF : 0;
        int seed = first;
        while (seed - first < Steps || watch.Elapsed < longer)
        {
            fuzzer.Step(seed++);
        }

        output.WriteLine($"seeds {first} to {seed - 1}: {fuzzer.Accepted} accepted, {fuzzer.Refused} refused");

        // Where nearly all are refused at once, nothing deep is reached; where none are, nothing is tried.
        Assert.InRange(fuzzer.Accepted, (seed - first) / 10, (seed - first) * 9L / 10);
        Assert.Equal(seed - first, fuzzer.Accepted + fuzzer.Refused);
    }

    private static int? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
