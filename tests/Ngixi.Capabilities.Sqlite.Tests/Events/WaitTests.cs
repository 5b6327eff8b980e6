using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Ngixi.Capabilities.Sqlite.Tests;

public sealed class WaitTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DatabaseFile file = new();
    private SqliteDatabase? database;

    private SqliteEventStore Store => new(database!);

    public async Task InitializeAsync()
    {
        database = file.Open();
        await Store.OpenTopicAsync(new EventTopic("t"), default);
        await Store.OpenTopicAsync(new EventTopic("other"), default);
        await Store.OpenGroupAsync("t", new EventGroup("g"), default);
    }

    public async Task DisposeAsync() => await database!.DisposeAsync();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Who_waits_for_a_topic_is_woken_before_the_publication_returns()
    {
        TopicChanges changes = database!.Changes;
        Task change = changes.Begin("t");
        await PublishAsync(Store, "t");
        Assert.True(change.IsCompleted);
        changes.End();
    }

    [Fact]
    public void A_change_of_one_topic_wakes_nobody_who_waits_for_another()
    {
        TopicChanges changes = new(file.Path, Timeout.InfiniteTimeSpan);
        (Task one, Task other) = (changes.Begin("one"), changes.Begin("other"));
        changes.Wake("one");
        Assert.True(one.IsCompleted);
        Assert.False(other.IsCompleted);
        changes.End();
        changes.End();
    }

    [Fact]
    public async Task What_another_process_publishes_is_seen()
    {
        await using SqliteDatabase elsewhere = file.Open();
        for (int round = 0; round < 5; round++)
        {
            Task<EventBatch> taken = TakeWaitingAsync(Store);
            await PublishAsync(new SqliteEventStore(elsewhere), "t");
            Assert.Single((await taken.WaitAsync(Patience)).Events);
        }
    }

    [Fact]
    public async Task A_wait_ends_with_its_token()
    {
        using CancellationTokenSource source = new();
        Task wait = WaitWhileNothingAsync(Store, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_wait_ends_when_the_database_is_closed()
    {
        Task wait = WaitWhileNothingAsync(Store, default);
        await database!.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait.WaitAsync(Patience));
    }

    [Fact]
    public async Task Values_and_events_share_a_commit()
    {
        int before = file.CountCommits();
        Task<ulong> put, published;
        Task<EventBatch> taken;
        await using (file.Hold())
        {
            put = new SqliteKeyValueStore(database!).PutAsync("k", "v");
            published = PublishAsync(Store, "t");
            taken = Store.TakeAsync("t", "g", 10, 1_000, default).AsTask();
        }

        await Task.WhenAll(put, published, taken);
        Assert.Single((await taken).Events);
        Assert.Equal(1, file.CountCommits() - before);
    }

    [Fact]
    public async Task A_store_that_fails_says_why()
    {
        await using (file.Hold())
        {
            Task<ulong> published = PublishAsync(Store, "t");
            await database!.DisposeAsync();
            EventException exception = await Assert.ThrowsAsync<EventException>(() => published);
            Assert.Equal(
                (EventError.Unavailable, $"The database {file.Path} was closed while another process was writing to it."),
                (exception.Error, exception.Message));
        }
    }

    [Fact]
    public async Task An_argument_that_is_wrong_fails_its_own_call_alone()
    {
        Task<EventBatch> wrong;
        Task<ulong> right;
        await using (file.Hold())
        {
            right = PublishAsync(Store, "t");
            wrong = Store.TakeAsync("t", "g", 0, 1_000, default).AsTask();
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => wrong);
        Assert.Equal(1UL, await right);
    }

    [Fact]
    public async Task Processes_that_handle_one_topic_share_its_events()
    {
        const int Count = 300;
        using ChildProcess one = ChildProcess.Start("handle", file.Path);
        using ChildProcess two = ChildProcess.Start("handle", file.Path);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => PublishAsync(Store, "t")));
        Channel<string> handled = Channel.CreateUnbounded<string>();
        Task reading = Task.WhenAll(ReadAsync(one, handled.Writer), ReadAsync(two, handled.Writer));
        List<int> sequences = [];
        while (sequences.Count < Count)
        {
            sequences.Add(int.Parse(await handled.Reader.ReadAsync().AsTask().WaitAsync(Patience), CultureInfo.InvariantCulture));
        }

        one.WriteLine("end");
        two.WriteLine("end");
        await reading;
        Assert.Equal(Enumerable.Range(1, Count), sequences.Order());
        Assert.False(handled.Reader.TryRead(out _));
    }

    private static async Task ReadAsync(ChildProcess child, ChannelWriter<string> lines)
    {
        while (await child.ReadLineAsync() is { } line)
        {
            await lines.WriteAsync(line);
        }
    }

    private static async Task<ulong> PublishAsync(SqliteEventStore store, string topic) =>
        await store.TryPublishAsync(topic, new NewEvent(Encoding.UTF8.GetBytes("an event")), default);

    private static async Task<EventBatch> TakeWaitingAsync(SqliteEventStore store)
    {
        while (true)
        {
            if (await store.TakeAsync("t", "g", 10, 1_000, default) is { Events.Count: > 0 } batch)
            {
                return batch;
            }

            await store.WaitForEventsAsync("t", "g", default);
        }
    }

    private static async Task WaitWhileNothingAsync(SqliteEventStore store, CancellationToken cancellationToken)
    {
        while (true)
        {
            await store.WaitForEventsAsync("t", "g", cancellationToken);
        }
    }
}
