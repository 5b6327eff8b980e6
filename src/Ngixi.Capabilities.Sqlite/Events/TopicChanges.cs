namespace Ngixi.Capabilities.Sqlite;

/// <summary>
/// Wakes who waits for a topic. Writes of this process say themselves what they changed. Those of others are seen by a look at the file
/// now and then, as long as somebody waits.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="interval">How often to look.</param>
internal sealed class TopicChanges(string path, TimeSpan interval) : IAsyncDisposable
{
    private readonly Lock one = new();
    private readonly Dictionary<string, TaskCompletionSource> topics = new(StringComparer.Ordinal);
    private int waiting;
    private Task looking = Task.CompletedTask;
    private bool isLooking;
    private bool isDisposed;

    /// <summary>Begins to wait. What changes from now on is seen.</summary>
    /// <returns>Ends with the next change of the topic.</returns>
    public Task Begin(string topic)
    {
        lock (one)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(SqliteDatabase));
            waiting++;
            if (!isLooking)
            {
                isLooking = true;
                Task before = looking;
                looking = Task.Run(() => LookAsync(before));
            }

            if (!topics.TryGetValue(topic, out TaskCompletionSource? change))
            {
                change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                topics.Add(topic, change);
            }

            return change.Task;
        }
    }

    /// <summary>Ends a wait that was begun.</summary>
    public void End()
    {
        lock (one)
        {
            waiting--;
        }
    }

    /// <summary>Wakes who waits for a topic.</summary>
    public void Wake(string topic)
    {
        lock (one)
        {
            if (topics.Remove(topic, out TaskCompletionSource? change))
            {
                change.SetResult();
            }
        }
    }

    /// <summary>Wakes all; they find that the database is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (one)
        {
            isDisposed = true;
        }

        await looking.ConfigureAwait(false);
        WakeAll();
    }

    private void WakeAll()
    {
        lock (one)
        {
            foreach (TaskCompletionSource change in topics.Values)
            {
                change.SetResult();
            }

            topics.Clear();
        }
    }

    private bool IsAwaited()
    {
        lock (one)
        {
            isLooking = waiting > 0 && !isDisposed;
            return isLooking;
        }
    }

    /// <summary>Looks for commits. The first look always finds one, since nothing is known of the time before.</summary>
    private async Task LookAsync(Task before)
    {
        await before.ConfigureAwait(false);
        Connection? connection = null;
        long last = -1;
        while (IsAwaited())
        {
            await Task.Delay(interval).ConfigureAwait(false);
            long version = -1;
            try
            {
                connection ??= new Connection(path, mayCreate: false);
                version = connection.Number("PRAGMA data_version");
            }
            catch (DatabaseException)
            {
                // Who waits reads the file, and says why that fails.
            }

            if (version != last || version == -1)
            {
                last = version;
                WakeAll();
            }
        }

        connection?.Dispose();
    }
}
