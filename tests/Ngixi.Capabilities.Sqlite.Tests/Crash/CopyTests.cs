using Microsoft.Data.Sqlite;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>Copies that are made while a process writes: what docs/capabilities/sqlite.md says of backups.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly DatabaseFile file = new();

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData("-wal", "-shm")]
    [InlineData("-wal")]
    public async Task Copied_files_hold_what_was_promised_before(params string[] endings)
    {
        await CheckCopiesAsync(copy =>
        {
            // A reader keeps SQLite from moving the log into the file meanwhile.
            using SqliteConnection reader = file.Connect();
            DatabaseFile.Run(reader, "BEGIN");
            DatabaseFile.Read(reader, "SELECT count(*) FROM kv_entry");
            foreach (string ending in (string[])["", .. endings])
            {
                File.Copy(file.Path + ending, copy + ending);
            }
        });
    }

    [Fact]
    public async Task A_backup_of_SQLite_holds_what_was_promised_before() => await CheckCopiesAsync(copy =>
    {
        using SqliteConnection source = file.Connect();
        DatabaseFile.Run(source, $"VACUUM INTO '{copy}'");
    });

    private async Task CheckCopiesAsync(Action<string> makeCopy)
    {
        using ChildProcess child = ChildProcess.Start("crash");
        child.WriteLine($"0\t{file.Path}");
        Assert.Equal("ready", await child.ReadLineAsync());
        CrashLedger ledger = new();
        for (int number = 0; number < 8; number++)
        {
            // What the process has said by now it was promised.
            List<string> lines = [];
            while (lines.Count < 200)
            {
                lines.Add((await child.ReadLineAsync())!);
            }

            string copy = file.At($"copy{number}.db");
            makeCopy(copy);
            ledger.Note(lines);
            await using SqliteConnection connection = DatabaseFile.Connect(copy);
            ledger.CheckCopy(connection);
            await using SqliteDatabase database = SqliteDatabase.Open(copy);
            Assert.NotNull(await new SqliteKeyValueStore(database).GetAsync(CrashLoad.Space, "sum", default));
        }
    }
}
