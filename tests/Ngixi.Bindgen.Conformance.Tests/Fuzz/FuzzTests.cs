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
    private const string Parameters = "parameters";
    private const string ParametersOfC = "parameters of a guest in C";
    private const string ResultsOfC = "results of a guest in C";
    private const string RawResultsOfC = "results that a guest in C makes by itself";

    [Theory]
    [InlineData(Parameters, 1)]
    [InlineData(Parameters, 2)]
    [InlineData(ParametersOfC, 1)]
    [InlineData(ResultsOfC, 1)]
    [InlineData(RawResultsOfC, 1)]
    public void A_value_that_is_not_damaged_is_read_as_it_is(string what, int seed)
    {
        using ValueFuzzer fuzzer = Make(what);
        fuzzer.PassUndamaged(seed);
    }

    [Theory]
    [InlineData(Parameters, 50_000)]
    [InlineData(ParametersOfC, 10_000)]
    [InlineData(ResultsOfC, 10_000)]
    [InlineData(RawResultsOfC, 10_000)]
    public void A_damaged_value_is_read_or_refused_within_the_budget(string what, int steps)
    {
        using ValueFuzzer fuzzer = Make(what);
        if (Setting("NGIXI_FUZZ_SEED") is { } only)
        {
            fuzzer.Step(only);
            return;
        }

        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan longer = TimeSpan.FromMinutes(Setting("NGIXI_FUZZ_MINUTES") ?? 0);
        int first = longer > TimeSpan.Zero ? Environment.TickCount & 0x3FFF_FFFF : 0;
        int seed = first;
        while (seed - first < steps || watch.Elapsed < longer)
        {
            fuzzer.Step(seed++);
        }

        output.WriteLine($"{what}, seeds {first} to {seed - 1}: {fuzzer.Accepted} accepted, {fuzzer.Refused} refused");

        // Where nearly all are refused at once, nothing deep is reached; where none are, nothing is tried.
        Assert.InRange(fuzzer.Accepted, (seed - first) / 10, (seed - first) * 9L / 10);
        Assert.Equal(seed - first, fuzzer.Accepted + fuzzer.Refused);
    }

    private static ValueFuzzer Make(string what) => what switch
    {
        Parameters => new LiftingFuzzer(isC: false),
        ParametersOfC => new LiftingFuzzer(isC: true),
        _ => new ResultFuzzer(isRaw: what == RawResultsOfC),
    };

    private static int? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
