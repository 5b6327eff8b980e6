using System.Diagnostics;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Stress;

/// <summary>
/// Mixed guests for a time: calls that return, trap, loop, wait, log and open handles, instances of their own and of pools, modules loaded,
/// replaced and dropped. What the process uses is the same at the end as after the first tenth.
/// </summary>
internal static class Soak
{
    public static async Task<int> RunAsync(TimeSpan time, int seed)
    {
        Console.WriteLine($"Seed {seed}.");

        // Failures are what is tried here, so that none waits for another.
        using GuestEngine engine = new(new GuestEngineOptions { MaxThreads = 16, MaxFailuresPerSecond = 1_000_000 });
        using CancellationTokenSource end = new();
        using GuestModule calm = Guests.LoadCalm(engine);
        using GuestModule hostile = Guests.LoadHostile(engine, TimeSpan.FromMilliseconds(30));
        using GuestPool calmPool = calm.CreatePool(new PoolOptions { MaxInstances = 4, CallsPerInstance = 100 });
        using GuestPool hostilePool = hostile.CreatePool(new PoolOptions { MaxInstances = 8 });
        Counts counts = new();
        Task[] callers =
        [
            .. Enumerable.Range(0, 4).Select(i => Task.Run(() => CallCalmAsync(calmPool, counts, end.Token))),
            .. Enumerable.Range(0, 8).Select(i => Task.Run(() => AttackAsync(hostilePool, new Random(seed + i), counts, end.Token))),
            Task.Run(() => LoadAndDropAsync(engine, counts, end.Token)),
            Task.Run(() => ReplaceAsync(calm, counts, end.Token)),
        ];

        await Task.Delay(time / 5);
        ProcessUse first = ProcessUse.Now();
        Console.WriteLine($"after {time / 5:c}: {first}");
        await Task.Delay(time * 0.8);
        await end.CancelAsync();
        await Task.WhenAll(callers);
        ProcessUse last = ProcessUse.Now();
        Console.WriteLine($"after {time:c}: {last}");
        Console.WriteLine(counts);
        calmPool.Dispose();
        hostilePool.Dispose();
        string[] leaks = [.. last.GrowthSince(first), .. Left()];
        Console.WriteLine(leaks.Length == 0 ? "All is flat." : string.Join('\n', leaks));
        return leaks.Length == 0 && counts.AreAllSeen ? 0 : 1;
    }

    private static IEnumerable<string> Left()
    {
        if (InstanceCeiling.Process.Live != 0)
        {
            yield return $"{InstanceCeiling.Process.Live} instances are left.";
        }

        if (Attack.Open != 0)
        {
            yield return $"{Attack.Open} resources of guests are left open.";
        }
    }

    private static async Task CallCalmAsync(GuestPool pool, Counts counts, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await PauseAsync();
            CallResult<int> result = await pool.CallAsync(guest => guest.Work(1_000), cancellation: CancellationToken.None);
            counts.Add(result.Value == 332_833_500 + 1_000_000 ? "calm" : "wrong");
        }
    }

    private static async Task AttackAsync(GuestPool pool, Random random, Counts counts, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await PauseAsync();
            string attack = Guests.Attacks[random.Next(Guests.Attacks.Length)];
            try
            {
                await pool.CallAsync(guest => guest.Run(random.Next(4) == 0 ? "calm" : attack), cancellation: CancellationToken.None);
                counts.Add("calm");
            }
            catch (GuestCallException exception)
            {
                counts.Add(exception.GetType().Name);
            }
        }
    }

    // A busy service, and not a full processor: what leaks shows in both.
    private static Task PauseAsync() => Task.Delay(1, CancellationToken.None);

    private static async Task LoadAndDropAsync(GuestEngine engine, Counts counts, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await PauseAsync();
            using GuestModule module = Guests.LoadCalm(engine);
            using GuestInstance guest = await module.StartAsync(CancellationToken.None);
            await guest.CallAsync(it => it.Work(10), cancellation: CancellationToken.None);
            counts.Add("loaded");
        }
    }

    // Every third is no version of the module, and is refused.
    private static async Task ReplaceAsync(GuestModule module, Counts counts, CancellationToken end)
    {
        GuestManifest manifest = new() { Name = module.Name };
        ReplaceOptions options = new() { DrainTime = TimeSpan.FromSeconds(1) };
        for (int version = 1; !end.IsCancellationRequested; version++)
        {
            await Task.Delay(50, CancellationToken.None);
            try
            {
                byte[] wasm = version % 3 == 0 ? Guests.Foreign : Guests.CalmOf(version);
                await module.ReplaceAsync(manifest, wasm, options, CancellationToken.None);
                counts.Add("replaced");
            }
            catch (GuestRefusedException)
            {
                counts.Add("refused");
            }
        }
    }

    private sealed class Counts
    {
        private static readonly string[] Expected =
            ["calm", "loaded", "replaced", "refused", nameof(GuestTrapException), nameof(GuestDeadlineException)];

        private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

        public bool AreAllSeen
        {
            get
            {
                lock (counts)
                {
                    return Expected.All(counts.ContainsKey) && !counts.ContainsKey("wrong");
                }
            }
        }

        public void Add(string what)
        {
            lock (counts)
            {
                counts[what] = counts.GetValueOrDefault(what) + 1;
            }
        }

        public override string ToString()
        {
            lock (counts)
            {
                return string.Join(", ", counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value:N0}"));
            }
        }
    }
}
