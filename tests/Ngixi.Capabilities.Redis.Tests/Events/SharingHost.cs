using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Events;

/// <summary>A host in a process of its own, which shares the events of a group with others.</summary>
internal sealed class SharingHost : IDisposable
{
    public const string Topic = "shared";
    public const string Group = "workers";

    /// <summary>How often each event was handled: by all, and by the host of a name.</summary>
    public const string Handled = "handled";

    private const int Workers = 4;
    private const int BatchEvents = 250;

    private readonly Process process;

    private SharingHost(Process process) => this.process = process;

    public static SharingHost Start(int port, string name)
    {
        string[] arguments = [typeof(Child).Assembly.Location, "share", port.ToString(CultureInfo.InvariantCulture), name];
        return new SharingHost(
            Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true })!);
    }

    /// <summary>Ends the process at once, by signal 9.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Takes and handles events until the process is killed, or its parent ends.</summary>
    public static async Task RunAsync(int port, string name)
    {
        ConfigurationOptions options = new()
        {
            EndPoints = { { "127.0.0.1", port } },
            AbortOnConnectFail = false,
            ReconnectRetryPolicy = new LinearRetry(20),
            HeartbeatInterval = TimeSpan.FromMilliseconds(50),
        };
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(options);
        using CancellationTokenSource end = new();
        Task[] workers = [.. Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(connection, name, end.Token)))];
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Only the end counts.
        }

        await end.CancelAsync();
        await Task.WhenAll(workers);
    }

    private static async Task WorkAsync(ConnectionMultiplexer connection, string name, CancellationToken end)
    {
        RedisEventStore? store = null;
        while (!end.IsCancellationRequested)
        {
            try
            {
                store ??= await RedisEventStore.CreateAsync(connection, null, end);
                await WorkAsync(store, connection.GetDatabase(), name, end);
            }
            catch (Exception exception) when (exception is EventException or RedisException)
            {
                // The server is down: what was taken comes again.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task WorkAsync(RedisEventStore store, IDatabase database, string name, CancellationToken end)
    {
        await store.WaitForEventsAsync(Topic, Group, end);
        EventBatch batch = await store.TakeAsync(Topic, Group, BatchEvents, 1 << 20, end);
        await Task.WhenAll(batch.Events.Select(taken => HandleAsync(database, taken.Receipt.Sequence)));
        await database.StringIncrementAsync($"{Handled}:{name}", batch.Events.Count);
        await store.SettleAsync(Topic, Group, [.. batch.Events.Select(taken => new EventSettlement.Ack(taken.Receipt))], end);
    }

    private static Task<long> HandleAsync(IDatabase database, ulong sequence) => database.HashIncrementAsync(Handled, sequence);
}
