using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Clock;

/// <summary>Guests have the clock and the random numbers that they are granted.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly DateTimeOffset Began = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Linker linker = new(RawGuest.Engine);

    public void Dispose() => linker.Dispose();

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void The_clock_is_the_one_of_the_grant(GuestLanguage language)
    {
        FakeTimeProvider time = new(Began);
        using CapabilityGuest guest = Start(language, new ClockGrant { Time = time }, new RandomGrant());
        Func<long> now = guest.Instance.GetFunction<long>("now")!;
        Func<long> monotonic = guest.Instance.GetFunction<long>("monotonic")!;
        Assert.Equal(Began.ToUnixTimeMilliseconds() * 1_000_000, now());
        long first = monotonic();
        time.Advance(TimeSpan.FromMilliseconds(1.5));
        Assert.Equal((Began.ToUnixTimeMilliseconds() * 1_000_000) + 1_500_000, now());
        Assert.Equal(first + 1_500_000, monotonic());
        Assert.Equal(1_500_000, monotonic());
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Without_a_grant_of_one_the_clock_is_the_systems(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language, null, null);
        long before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        long now = guest.Instance.GetFunction<long>("now")!();
        Assert.InRange(now, before, (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 1) * 1_000_000);
        Func<long> monotonic = guest.Instance.GetFunction<long>("monotonic")!;
        long first = monotonic();
        Assert.InRange(first, 0, monotonic());
    }

    [Fact]
    public void The_clock_and_the_seed_are_those_of_AssemblyScript_too()
    {
        FakeTimeProvider time = new(Began);
        double[] numbers = new double[2];
        for (int run = 0; run < numbers.Length; run++)
        {
            ClockGrant clock = new() { Time = time };
            using CapabilityGuest guest = Start(GuestLanguage.AssemblyScript, clock, new RandomGrant { Seed = 42 });
            Assert.Equal(Began.ToUnixTimeMilliseconds(), guest.Instance.GetFunction<long>("dateNow")!());
            numbers[run] = guest.Instance.GetFunction<double>("mathRandom")!();
        }

        Assert.Equal(numbers[0], numbers[1]);
        using CapabilityGuest other = Start(GuestLanguage.AssemblyScript, null, new RandomGrant { Seed = 43 });
        Assert.NotEqual(numbers[0], other.Instance.GetFunction<double>("mathRandom")!());
        Assert.NotEqual(new GuestRandom().Seed(), new GuestRandom().Seed());
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_seed_gives_the_same_bytes_to_each_instance_in_each_run(GuestLanguage language)
    {
        for (int run = 0; run < 2; run++)
        {
            using CapabilityGuest guest = Start(language, null, new RandomGrant { Seed = 0 });
            Func<int, int> fill = guest.Instance.GetFunction<int, int>("fill")!;

            // The first numbers of SplitMix64 with the seed 0: e220a8397b1dcdaf 6e789e6aa1b965f4.
            Assert.Equal(Fnv([0xaf, 0xcd, 0x1d, 0x7b, 0x39]), fill(5));
            Assert.Equal(Fnv([0xa8, 0x20, 0xe2, 0xf4, 0x65, 0xb9, 0xa1]), fill(7));
        }
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Random_bytes_are_filled_in_up_to_64_KiB(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language, null, null);
        Func<int, int> fill = guest.Instance.GetFunction<int, int>("fill")!;
        Assert.Equal(Fnv([]), fill(0));
        Assert.NotEqual(fill(65_536), fill(65_536));
        WasmtimeException refused = Assert.ThrowsAny<WasmtimeException>(() => fill(65_537));
        WasmImportException reason = Assert.IsType<WasmImportException>(refused.InnerException);
        Assert.Equal("env.random_fill", reason.Import);
        Assert.True(reason.IsBadArgument);
    }

    [Fact]
    public void Seeds_for_AssemblyScript_are_never_zero()
    {
        for (ulong seed = 0; seed < 1_000; seed++)
        {
            Assert.InRange(new GuestRandom(new RandomGrant { Seed = seed }).Seed(), 1, Math.Pow(2, 53));
        }
    }

    private static int Fnv(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte item in bytes)
        {
            hash = unchecked((hash ^ item) * 16777619);
        }

        return unchecked((int)hash);
    }

    private CapabilityGuest Start(GuestLanguage language, ClockGrant? clockGrant, RandomGrant? randomGrant)
    {
        GuestClock clock = new(clockGrant);
        GuestRandom random = new(randomGrant);
        linker.AllowShadowing = true; // A test starts several guests with grants of their own.
        linker.DefineClock(clock.ForInstance);
        linker.DefineRandom(random.ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Clock = clock.Time, Seed = random.Seed });
        return CapabilityGuest.Start("clock", language, linker);
    }
}
