using System.Globalization;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Hosting;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What hosted guests cost that only wait, each number of them in a process of its own.</summary>
internal static class HostingMemorySuite
{
    public const string Command = "serve-hosting-memory";

    public static Section Run(Effort effort)
    {
        Table table = new(["", "guests", "each", "of it managed"]);
        foreach ((string title, string kind) in ((string, string)[])[("instances", "instances"), ("guests by key", "keyed")])
        {
            int count = effort.IsShort ? 1_000 : 10_000;
            Console.WriteLine($"{HostingSuite.Name}: {count} idle {title}");
            string[] parts = Tools.Run(Environment.ProcessPath!, [.. Tools.SelfArguments, Command, kind, $"{count}"]).Split(' ');
            table.Add(
            [
                title,
                count.ToString("N0", CultureInfo.InvariantCulture),
                Text.Bytes(double.Parse(parts[0], CultureInfo.InvariantCulture) / count),
                Text.Bytes(double.Parse(parts[1], CultureInfo.InvariantCulture) / count),
            ]);
        }

        return new Section(
            "Memory of hosted guests",
            "Bytes of each guest that was called once and waits: resident memory that they add to the process. A guest by key has an "
                + "instance, a queue and a clock for its idle time.",
            table,
            new Footnotes(),
            []);
    }

    /// <summary>Makes guests in this process, and prints the resident and the managed bytes that they added.</summary>
    public static void Serve(string kind, int count) => ServeAsync(kind, count).GetAwaiter().GetResult();

    private static async Task ServeAsync(string kind, int count)
    {
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(new GuestManifest { Name = "plugin" }, Module.ConvertText(ExportGuest.Module));
        await using KeyedGuests keyed = new KeyedGuests().Add<IShopGuest>("shop", module);
        List<GuestInstance> held = [];
        await HoldAsync(10);
        (long resident, long managed) = IdleSuite.Memory();
        await HoldAsync(count);
        (long residentAfter, long managedAfter) = IdleSuite.Memory();
        Console.WriteLine(FormattableString.Invariant($"{residentAfter - resident} {managedAfter - managed}"));
        held.ForEach(instance => instance.Dispose());

        async Task HoldAsync(int more)
        {
            for (int index = 0; index < more; index++)
            {
                if (kind == "keyed")
                {
                    await keyed.Get<IShopGuest>("shop", $"{more} {index}").SumAsync(1, 2);
                    continue;
                }

                GuestInstance instance = await module.StartAsync();
                await instance.CallAsync(static guest => guest.Instance.GetShop().Sum(1, 2));
                held.Add(instance);
            }
        }
    }
}
