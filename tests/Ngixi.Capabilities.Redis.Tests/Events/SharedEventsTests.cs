using System.Diagnostics;
using System.Globalization;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;
using Xunit.Abstractions;

namespace Ngixi.Capabilities.Redis.Tests.Events;

/// <summary>
/// Two processes share the events of a topic, while they are killed and started, and the server, too. <c>NGIXI_TRIES</c> is the number of
/// events.
/// </summary>
public sealed class SharedEventsTests(ITestOutputHelper output)
{
    private const int Publishers = 64;

    [Fact]
    public async Task Two_processes_that_are_killed_and_started_handle_every_event()
    {
        ulong events = (ulong)Tries.Count(10_000);
        Stopwatch watch = Stopwatch.StartNew();
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        RedisEventStore store = await RedisEventStore.CreateAsync(connection);
        EventTopic topic = new(SharingHost.Topic) { MaxEvents = 20_000, MaxBytes = 1 << 24, Overflow = EventOverflow.Block };
        await store.OpenTopicAsync(topic, default);
        EventGroup group = new(SharingHost.Group) { Lease = TimeSpan.FromSeconds(2), MaxDeliveries = 1_000 };
        await store.OpenGroupAsync(topic.Name, group, default);
        int started = 0;
        SharingHost Start() => SharingHost.Start(server.Port, string.Create(CultureInfo.InvariantCulture, $"{++started}"));
        SharingHost[] hosts = [Start(), Start()];
        try
        {
            Task[] publishers = [.. Enumerable.Range(0, Publishers).Select(_ => Task.Run(() => PublishAsync(store, events)))];
            for (ulong part = 1; part <= 8; part++)
            {
                await SettledAsync(store, events * part / 9);
                if (part % 3 == 0)
                {
                    await server.KillAsync();
                    await server.StartAgainAsync();
                }
                else
                {
                    hosts[part % 2].Dispose();
                    hosts[part % 2] = Start();
                }
            }

            await Task.WhenAll(publishers);
            await SettledAsync(store, (await FindAsync(store)).LastSequence);
        }
        finally
        {
            Array.ForEach(hosts, host => host.Dispose());
        }

        await CheckAsync(store, connection.GetDatabase(), started);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s");
    }

    /// <summary>Publishes until the topic gave the last of so many sequences.</summary>
    private static async Task PublishAsync(RedisEventStore store, ulong events)
    {
        byte[] payload = new byte[100];
        ulong last = 0;
        while (last < events)
        {
            try
            {
                last = await store.PublishAsync(SharingHost.Topic, new NewEvent(payload));
            }
            catch (EventException exception) when (exception.Error is EventError.Unavailable or EventError.TimedOut)
            {
                // The server is down: the event was published, or the next is.
            }
        }
    }

    /// <summary>Waits until so many events were handled, or are a killed process's no more.</summary>
    private static async Task SettledAsync(RedisEventStore store, ulong count)
    {
        using CancellationTokenSource late = new(TimeSpan.FromMinutes(5));
        for (EventTopicState state = await FindAsync(store);
            state.LastSequence - (ulong)state.Events < count;
            state = await FindAsync(store))
        {
            late.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<EventTopicState> FindAsync(RedisEventStore store)
    {
        while (true)
        {
            try
            {
                return (await store.FindTopicAsync(SharingHost.Topic, default))!;
            }
            catch (EventException exception) when (exception.Error is EventError.Unavailable or EventError.TimedOut)
            {
                // The server is about to come back.
            }
        }
    }

    private async Task CheckAsync(RedisEventStore store, IDatabase database, int started)
    {
        EventTopicState state = await FindAsync(store);
        Dictionary<ulong, int> handled = (await database.HashGetAllAsync(SharingHost.Handled))
            .ToDictionary(entry => (ulong)entry.Name, entry => (int)entry.Value);
        Assert.Equal((0L, 0L), (state.Events, state.Bytes));
        for (ulong sequence = 1; sequence <= state.LastSequence; sequence++)
        {
            Assert.True(handled.ContainsKey(sequence), $"The event {sequence} of {state.LastSequence} was not handled.");
        }

        Assert.Equal(state.LastSequence, (ulong)handled.Count);
        output.WriteLine("| handled | events |\n|---|---|");
        foreach (IGrouping<int, int> times in handled.Values.GroupBy(times => times).OrderBy(times => times.Key))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {times.Key} times | {times.Count():N0} |"));
        }

        output.WriteLine("\n| process | handled |\n|---|---|");
        for (int name = 1; name <= started; name++)
        {
            long count = (long)await database.StringGetAsync($"{SharingHost.Handled}:{name}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {count:N0} |"));
        }
    }
}
