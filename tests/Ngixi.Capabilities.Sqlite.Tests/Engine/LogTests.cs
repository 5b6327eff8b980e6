using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Ngixi.Capabilities.Sqlite.Tests;

public sealed class LogTests : IDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private const int Limit = 64 * Mebibyte;

    private readonly DatabaseFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task The_log_stays_small_under_readers_that_never_pause()
    {
        await using SqliteDatabase database = file.Open();
        SqliteKeyValueStore store = new(database);
        await store.PutAsync("k", "v");
        bool isOver = false;
        Task[] readers =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    Assert.NotNull(await store.GetAsync(KeyValueCalls.Space, "k", CancellationToken.None));
                }
            })),
        ];
        long longest = 0;
        for (int index = 0; index < 100; index++)
        {
            await PutMebibyteAsync(store);
            longest = Math.Max(longest, new FileInfo(file.LogPath).Length);
        }

        Volatile.Write(ref isOver, true);
        await Task.WhenAll(readers);
        Assert.InRange(longest, 1, Limit);
    }

    [Fact]
    public async Task The_log_is_cut_when_a_reader_that_kept_it_has_ended()
    {
        await using SqliteDatabase database = file.Open();
        SqliteKeyValueStore store = new(database);
        await PutMebibyteAsync(store);
        await using (SqliteConnection reader = file.Connect())
        {
            DatabaseFile.Run(reader, "BEGIN");
            DatabaseFile.Read(reader, "SELECT count(*) FROM kv_entry");
            for (int index = 0; index < 40; index++)
            {
                await PutMebibyteAsync(store);
            }

            Assert.InRange(new FileInfo(file.LogPath).Length, 40 * Mebibyte, long.MaxValue);
        }

        for (int index = 0; index < 20; index++)
        {
            await PutMebibyteAsync(store);
        }

        Assert.InRange(new FileInfo(file.LogPath).Length, 1, Limit);
    }

    /// <summary>Writes what was not there: SQLite does not write a page again that has not changed.</summary>
    private static Task<ulong> PutMebibyteAsync(SqliteKeyValueStore store) =>
        store.PutAsync("k", RandomNumberGenerator.GetBytes(Mebibyte));
}
