using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Stress;

/// <summary>Starts a tenth more instances than the process may have: the last are refused, and the process lives.</summary>
internal static class Ceiling
{
    public static async Task<int> RunAsync()
    {
        using GuestEngine engine = new();
        using GuestModule calm = Guests.LoadHostile(engine, TimeSpan.FromSeconds(2));
        int tried = (int)Math.Min(1.1 * InstanceCeiling.Process.Most, 100_000);
        List<GuestInstance> live = [];
        int refused = 0;
        for (int i = 0; i < tried; i++)
        {
            try
            {
                live.Add(await calm.StartAsync());
            }
            catch (GuestBusyException exception) when (exception.Limit == "instances")
            {
                refused++;
            }
        }

        int mappings = File.ReadLines("/proc/self/maps").Count();
        Console.WriteLine($"{tried:N0} starts: {live.Count:N0} live instances, {refused:N0} refused, {mappings:N0} mappings.");
        live.ForEach(instance => instance.Dispose());
        await using Stream _ = new MemoryStream();
        using GuestInstance again = await calm.StartAsync();
        Console.WriteLine($"After they are disposed, {InstanceCeiling.Process.Live} is live.");
        return live.Count == InstanceCeiling.Process.Most && refused == tried - live.Count ? 0 : 1;
    }
}
