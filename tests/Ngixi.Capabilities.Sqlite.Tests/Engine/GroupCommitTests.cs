using Microsoft.Data.Sqlite;

namespace Ngixi.Capabilities.Sqlite.Tests;

public sealed class GroupCommitTests : IAsyncLifetime, IDisposable
{
    private readonly DatabaseFile file = new();
    private SqliteDatabase? database;

    private SqliteDatabase Database => database!;

    private SqliteKeyValueStore Store => new(Database);

    public Task InitializeAsync()
    {
        database = file.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(500)]
    public async Task Writes_that_wait_share_one_commit(int count)
    {
        int before = file.CountCommits();
        Task<ulong>[] writes;
        await using (file.Hold())
        {
            writes = [.. Enumerable.Range(0, count).Select(index => Store.PutAsync($"k{index}", $"v{index}"))];
        }

        ulong[] versions = await Task.WhenAll(writes);
        Assert.Equal(Enumerable.Range(1, count).Select(version => (ulong)version), versions);
        Assert.Equal(1, file.CountCommits() - before);
        Assert.Equal($"v{count - 1}", await Store.TextAsync($"k{count - 1}"));
    }

    [Fact]
    public async Task Writes_that_one_thread_starts_at_once_share_commits_also_after_it_was_alone()
    {
        const int Count = 400;
        for (int index = 0; index < 40; index++)
        {
            await Store.PutAsync("alone", $"v{index}");
        }

        int before = file.CountCommits();
        SqliteKeyValueStore store = Store;
        await Task.WhenAll(Enumerable.Range(0, Count).Select(index => store.PutAsync($"k{index}", "v")));
        Assert.InRange(file.CountCommits() - before, 1, Count / 2);
    }

    [Fact]
    public async Task The_log_has_its_whole_length_after_some_writes_and_all_of_them_are_read_when_it_is_opened_after_a_kill()
    {
        const int Count = 40;
        for (int index = 0; index < Count; index++)
        {
            await Store.PutAsync($"k{index}", $"v{index}");
        }

        Assert.Equal(4 * 1024 * 1024, new FileInfo(file.LogPath).Length);
        using DatabaseFile copy = new();
        foreach (string ending in (string[])["", "-wal"])
        {
            File.Copy(file.Path + ending, copy.Path + ending, overwrite: true);
        }

        await using SqliteDatabase opened = copy.Open();
        SqliteKeyValueStore store = new(opened);
        for (int index = 0; index < Count; index++)
        {
            Assert.Equal($"v{index}", await store.TextAsync($"k{index}"));
        }
    }

    [Fact]
    public async Task A_write_after_another_has_a_commit_of_its_own()
    {
        int before = file.CountCommits();
        for (int index = 0; index < 10; index++)
        {
            await Store.PutAsync("k", $"v{index}");
            Assert.Equal(index + 1, file.CountCommits() - before);
        }
    }

    [Fact]
    public async Task A_write_that_is_refused_leaves_the_others_of_its_commit()
    {
        await Store.PutAsync("there", "v");
        int before = file.CountCommits();
        Task<ulong> first, refused, last;
        await using (file.Hold())
        {
            first = Store.PutAsync("first", "v");
            refused = Store.PutAsync("first", "w", ifVersion: 99);
            last = Store.PutAsync("first", "x", ifVersion: 2);
        }

        ulong[] versions = await Task.WhenAll(first, last);
        Assert.Equal([2UL, 3UL], versions);
        KeyValueException exception = await Assert.ThrowsAsync<KeyValueException>(() => refused);
        Assert.Equal(KeyValueError.VersionMismatch, exception.Error);
        Assert.Equal("x", await Store.TextAsync("first"));
        Assert.Equal(1, file.CountCommits() - before);
    }

    [Fact]
    public async Task A_fault_of_the_host_undoes_all_of_its_commit()
    {
        await Store.PutAsync("there", "v");
        Task<ulong> first, last;
        Task<int> faulty;
        await using (file.Hold())
        {
            first = Store.PutAsync("first", "v");
            faulty = Database.WriteAsync<int>(
                transaction =>
                {
                    transaction.Connection.Execute("DELETE FROM kv_entry");
                    throw new InvalidOperationException("a fault");
                },
                cause => cause,
                CancellationToken.None).AsTask();
            last = Store.PutAsync("last", "v");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => faulty);
        foreach (Task<ulong> write in (Task<ulong>[])[first, last])
        {
            KeyValueException exception = await Assert.ThrowsAsync<KeyValueException>(() => write);
            Assert.Equal((KeyValueError.Unavailable, "a fault"), (exception.Error, exception.Message));
        }

        Assert.Equal(["there"], (await Store.ListAsync(KeyValueCalls.Space, "", null, 10, CancellationToken.None)).Keys);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_all_of_its_writes()
    {
        await Store.PutAsync("small", "v");
        await LimitPagesAsync(30);
        Task<ulong>[] writes;
        await using (file.Hold())
        {
            writes = [.. Enumerable.Range(0, 8).Select(index => Store.PutAsync($"k{index}", new byte[50_000]))];
        }

        foreach (Task<ulong> write in writes)
        {
            KeyValueException exception = await Assert.ThrowsAsync<KeyValueException>(() => write);
            Assert.Equal(KeyValueError.Unavailable, exception.Error);
            Assert.Equal(
                $"The database {file.Path} has no room for more, or the disk is full (SQLite's error 13): make room; nothing is lost.",
                exception.Message);
        }

        Assert.Equal(["small"], (await Store.ListAsync(KeyValueCalls.Space, "", null, 10, CancellationToken.None)).Keys);
    }

    [Fact]
    public async Task A_full_disk_is_read_and_emptied_and_written_again_when_there_is_room()
    {
        await LimitPagesAsync(30);
        await Store.PutAsync("kept", new byte[40_000]);
        await Assert.ThrowsAsync<KeyValueException>(() => Store.PutAsync("more", new byte[90_000]));
        Assert.Equal(40_000, (await Store.GetAsync(KeyValueCalls.Space, "kept", CancellationToken.None))!.Length);
        await Store.ApplyAsync(KeyValueCalls.Space, new(), [new KeyValueWrite.Delete("kept", null)], CancellationToken.None);
        ulong kept = await Store.PutAsync("kept", new byte[40_000]);
        await LimitPagesAsync(100_000);
        Assert.True(await Store.PutAsync("more", new byte[90_000]) > kept);
    }

    [Fact]
    public async Task Disposal_makes_the_writes_that_wait()
    {
        Task<ulong>[] writes = [.. Enumerable.Range(0, 100).Select(index => Store.PutAsync($"k{index}", "v"))];
        await Database.DisposeAsync();
        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.PutAsync("k", "v"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.TextAsync("k"));
        await using SqliteConnection other = file.Connect();
        Assert.Equal(100L, DatabaseFile.Read(other, "SELECT count(*) FROM kv_entry"));
    }

    private async Task LimitPagesAsync(int pages) =>
        await Database.WriteAsync(
            transaction =>
            {
                transaction.Connection.Execute($"PRAGMA max_page_count={pages}");
                return pages;
            },
            cause => cause,
            CancellationToken.None);
}
