using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Ngixi.Capabilities.Sqlite.Tests;

public sealed class BusyTests : IAsyncLifetime, IDisposable
{
    private readonly DatabaseFile file = new();
    private SqliteDatabase? database;

    private SqliteKeyValueStore Store => new(database!);

    public async Task InitializeAsync()
    {
        database = file.Open();
        await Store.PutAsync("there", "v");
    }

    public async Task DisposeAsync() => await database!.DisposeAsync();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_caller_leaves_with_its_token_while_another_process_writes()
    {
        using ChildProcess other = ChildProcess.Start("hold", file.Path);
        Assert.Equal("held", await other.ReadLineAsync());
        using CancellationTokenSource deadline = new(TimeSpan.FromMilliseconds(100));
        long start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("k", "v", cancellationToken: deadline.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(90), TimeSpan.FromSeconds(5));
        Task<ulong> patient = Store.PutAsync("patient", "v");
        Assert.False(patient.IsCompleted);
        other.WriteLine("let go");
        Assert.Equal(2UL, await patient);
        Assert.Null(await Store.TextAsync("k"));
    }

    [Fact]
    public async Task Reads_go_on_while_another_process_writes()
    {
        await using SqliteConnection other = file.Hold();
        DatabaseFile.Run(other, "UPDATE kv_entry SET value = x'77'");
        Assert.Equal("v", await Store.TextAsync("there"));
        DatabaseFile.Run(other, "COMMIT");
        Assert.Equal("w", await Store.TextAsync("there"));
    }

    [Fact]
    public async Task A_write_whose_caller_left_before_it_began_is_not_made()
    {
        using CancellationTokenSource source = new();
        Task<ulong> left, kept;
        await using (file.Hold())
        {
            left = Store.PutAsync("left", "v", cancellationToken: source.Token);
            kept = Store.PutAsync("kept", "v");
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        Assert.Equal(2UL, await kept);
        Assert.Null(await Store.TextAsync("left"));
    }

    [Fact]
    public async Task A_token_that_is_over_does_nothing()
    {
        CancellationToken over = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("k", "v", cancellationToken: over));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.GetAsync(KeyValueCalls.Space, "there", over));
        Assert.Null(await Store.TextAsync("k"));
    }

    [Fact]
    public async Task A_caller_that_leaves_while_its_write_is_made_gets_its_memory_back_first()
    {
        using CancellationTokenSource source = new();
        using ManualResetEventSlim begun = new(), goOn = new();
        Task<int> write;
        await using (file.Hold())
        {
            write = database!.WriteAsync(
                _ =>
                {
                    begun.Set();
                    goOn.Wait();
                    return 1;
                },
                cause => cause,
                source.Token).AsTask();
        }

        begun.Wait();
        await source.CancelAsync();
        Assert.False(write.IsCompleted);
        goOn.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
    }

    [Fact]
    public async Task A_close_does_not_wait_for_another_process_that_writes()
    {
        await using SqliteConnection other = file.Hold();
        Task<ulong> write = Store.PutAsync("k", "v");
        await database!.DisposeAsync();
        KeyValueException exception = await Assert.ThrowsAsync<KeyValueException>(() => write);
        Assert.Equal(KeyValueError.Unavailable, exception.Error);
        Assert.Equal($"The database {file.Path} was closed while another process was writing to it.", exception.Message);
    }
}
