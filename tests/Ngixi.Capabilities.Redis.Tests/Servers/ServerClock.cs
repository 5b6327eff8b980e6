namespace Ngixi.Capabilities.Redis.Tests.Servers;

/// <summary>The clock of servers, which is this machine's and takes no orders.</summary>
internal static class ServerClock
{
    /// <summary>What a server counts a time to live in.</summary>
    private static readonly TimeSpan tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Waits until a time has passed by the clock: a timer alone may end some milliseconds early.</summary>
    public static async Task PassAsync(TimeSpan time)
    {
        DateTime end = DateTime.UtcNow + time + tick;
        while (DateTime.UtcNow is var now && now < end)
        {
            await Task.Delay(end - now + tick);
        }
    }
}
