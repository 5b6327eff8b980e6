using System.Diagnostics;
using System.Globalization;

namespace Ngixi.Hosting.Stress;

/// <summary>What a calm module's calls take while another module does its worst.</summary>
internal static class Neighbours
{
    private const int Waiting = 64;
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(TimeSpan time, string[] only)
    {
        using FormattingLoggers loggers = new();
        using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });
        using GuestModule calm = Guests.LoadCalm(engine);
        using GuestPool pool = calm.CreatePool(new PoolOptions { MaxInstances = 4 });
        using GuestModule hostile = Guests.LoadHostile(engine, TimeSpan.FromMilliseconds(300));
        await MeasureAsync(pool, time);
        Console.WriteLine(
            "| one guest of a neighbour | attacks | allocated for each | collections | paused | calls | p50 | p99 | p99 beside alone |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (string attack in only.Length > 0 ? only : Guests.Attacks)
        {
            // The machine itself changes: each attack is compared with the time before and after it.
            double[] before = await MeasureAsync(pool, time);
            Collected began = Collected.Now();
            (double[] during, int attacks) = await UnderAttackAsync(hostile, pool, attack, time);
            Collected cost = Collected.Now() - began;
            double[] after = await MeasureAsync(pool, time);
            double ratio = 2 * At(during, 0.99) / (At(before, 0.99) + At(after, 0.99));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Name(attack)} | {attacks:N0} | {cost.Bytes / attacks / 1024:N0} KiB | {cost.Times} "
                + $"| {cost.Pause.TotalMilliseconds:N0} ms | {during.Length:N0} "
                + $"| {At(during, 0.5):F0} µs | {At(during, 0.99):F0} µs | {ratio:F2}× |"));
        }

        return 0;
    }

    private static string Name(string attack) => attack == "waits" ? $"{Waiting} wait" : attack;

    private static async Task<(double[] Seen, int Attacks)> UnderAttackAsync(
        GuestModule hostile, GuestPool calm, string attack, TimeSpan time)
    {
        using GuestPool attackers = hostile.CreatePool(new PoolOptions { MaxInstances = Waiting });
        using CancellationTokenSource end = new();
        int callers = attack == "waits" ? Waiting : 1;
        Task<int>[] attacks = [.. Enumerable.Range(0, callers).Select(_ => AttackAsync(attackers, attack, end.Token))];
        double[] seen = await MeasureAsync(calm, time);
        await end.CancelAsync();
        return (seen, (await Task.WhenAll(attacks)).Sum());
    }

    private static async Task<int> AttackAsync(GuestPool attackers, string attack, CancellationToken end)
    {
        int count = 0;
        while (!end.IsCancellationRequested)
        {
            try
            {
                await attackers.CallAsync(
                    guest =>
                    {
                        count++;
                        return guest.Run(attack);
                    },
                    cancellation: end);
            }
            catch (GuestBusyException)
            {
                // The attacker is the guest, and not its caller, who calls again later.
                await Task.Delay(Later, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (exception is GuestCallException or OperationCanceledException)
            {
                // Each attack is to fail.
            }
        }

        return count;
    }

    private static async Task<double[]> MeasureAsync(GuestPool pool, TimeSpan time)
    {
        List<double> microseconds = [];
        Stopwatch all = Stopwatch.StartNew();
        while (all.Elapsed < time)
        {
            long began = Stopwatch.GetTimestamp();
            await pool.CallAsync(guest => guest.Work(100_000));
            microseconds.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        microseconds.Sort();
        return [.. microseconds];
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private readonly record struct Collected(long Bytes, int Times, TimeSpan Pause)
    {
        public static Collected Now() => new(GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0), GC.GetTotalPauseDuration());

        public static Collected operator -(Collected now, Collected before) =>
            new(now.Bytes - before.Bytes, now.Times - before.Times, now.Pause - before.Pause);
    }
}
