using Microsoft.Data.Sqlite;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>A large program in C, as it is published: SQLite keeps a database in files of a grant, whatever becomes of its guest.</summary>
public sealed class DatabaseTests : IDisposable
{
    private const string Path = "/data/rows.db";
    private const string Lock = "rows.db.lock";

    private readonly TemporaryFolder folder = new();
    private readonly List<string> lines = [];
    private readonly List<IDisposable> opened = [];

    public DatabaseTests() => Directory.CreateDirectory(folder.At("mounted"));

    public void Dispose()
    {
        opened.ForEach(item => item.Dispose());
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_database_is_written_and_read_and_the_host_reads_the_same_rows(bool isInMemory)
    {
        IGuestFileSystem files = Files(isInMemory);
        Assert.Equal(0, Run(files, Path, "add", "0", "5000"));
        Assert.Equal(0, Run(files, Path, "show"));
        Assert.Equal(["rows: 5000 12497500 528890", "check: ok", "journal: delete"], lines);
        Assert.Equal("5000 12497500 528890", ReadByHost(files));
        Assert.Equal(0, Run(files, Path, "vacuum"));
        Assert.Equal(0, Run(files, Path, "show"));
        Assert.Equal(["rows: 2500 6250000 264445", "check: ok", "journal: delete"], lines);
        Assert.Equal("2500 6250000 264445", ReadByHost(files));
        Assert.Equal("rows.db", Names(files));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_program_that_is_ended_in_a_transaction_recovers_by_its_journal(bool isInMemory)
    {
        IGuestFileSystem files = Files(isInMemory);
        Assert.Equal(0, Run(files, Path, "add", "0", "2000"));
        const string Before = "2000 1999000 210890";
        List<string> others = [];
        TrapException trap = Assert.Throws<TrapException>(() => DatabaseProgram.Run(
            files,
            line =>
            {
                // Another program finds the database locked; then the time of this one is over.
                Assert.Equal("far into it", line);
                Assert.Equal(1, DatabaseProgram.Run(files, others.Add, null, Path, "show"));
                DatabaseProgram.Engine.IncrementEpoch();
            },
            null,
            Path, "add", "2000", "-1"));
        Assert.Equal(TrapCode.Interrupt, trap.Type);
        Assert.Equal(["open: database is locked"], others);
        Assert.Equal("rows.db rows.db-journal rows.db.lock", Names(files));
        Assert.Equal(Before, ReadByHost(files));

        // SQLite locks by a directory, which the ended guest left. Nobody but the host knows that it is none's.
        Assert.Equal(1, Run(files, Path, "show"));
        RemoveLock(files);
        Assert.Equal(0, Run(files, Path, "show"));
        Assert.Equal([$"rows: {Before}", "check: ok", "journal: delete"], lines);
        Assert.Equal("rows.db", Names(files));
    }

    [Fact]
    public void At_whatever_call_a_program_is_ended_all_of_a_transaction_is_there_or_none()
    {
        MemoryFileSystem files = new();
        Assert.Equal(0, Run(files, Path, "add", "0", "1000"));
        byte[] content = files.ReadFile("rows.db");
        Calls all = new(long.MaxValue);
        DatabaseProgram.Run(files, lines.Add, all, Path, "add", "1000", "500");
        Dictionary<string, int> found = [];
        int tries = Tries.Count(40);
        for (int i = 1; i <= tries; i++)
        {
            MemoryFileSystem other = new();
            other.WriteFile("rows.db", content);
            long last = all.Count * i / tries;
            WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(
                () => DatabaseProgram.Run(other, lines.Add, new Calls(last), Path, "add", "1000", "500"));
            Assert.Equal($"Call {last} is the last.", exception.GetBaseException().Message);
            RemoveLock(other);
            Assert.Equal(0, Run(other, Path, "show"));
            Assert.Equal(["check: ok", "journal: delete"], lines[1..]);
            found[lines[0]] = found.GetValueOrDefault(lines[0]) + 1;
        }

        // The last calls close the database, after the end of the transaction.
        Assert.Equal(["rows: 1000 499500 104890", "rows: 1500 1124250 158890"], found.Keys.Order(StringComparer.Ordinal));
    }

    private int Run(IGuestFileSystem files, params string[] arguments)
    {
        lines.Clear();
        return DatabaseProgram.Run(files, lines.Add, null, arguments);
    }

    /// <summary>Reads the rows by the host's own SQLite, from a copy of all files.</summary>
    private static string ReadByHost(IGuestFileSystem files)
    {
        using TemporaryFolder copy = new();
        foreach (string name in Names(files).Split(' ').Where(name => name != Lock))
        {
            GuestDirectoryReader reader = new(files);
            File.WriteAllBytes(copy.At(name), reader.ReadFile(name, 16 * 1024 * 1024));
        }

        using SqliteConnection connection = new($"Data Source={copy.At("rows.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) || ' ' || sum(id) || ' ' || sum(length(text)) FROM rows";
        return (string)command.ExecuteScalar()!;
    }

    private static string Names(IGuestFileSystem files)
    {
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        using IGuestDirectory directory = root!;
        List<FileEntry> entries = [];
        Assert.Equal(FileError.None, directory.List(0, 100, entries));
        return string.Join(' ', entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    private static void RemoveLock(IGuestFileSystem files)
    {
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        using IGuestDirectory directory = root!;
        Assert.True(directory.RemoveDirectory(Lock) is FileError.None or FileError.NotFound);
    }

    private IGuestFileSystem Files(bool isInMemory)
    {
        if (isInMemory)
        {
            return new MemoryFileSystem();
        }

        DirectoryFileSystem directory = new(folder.At("mounted"));
        opened.Add(directory);
        return directory;
    }

    /// <summary>Counts calls of imports, and lets one be the last.</summary>
    private sealed class Calls(long last) : GuestObserver
    {
        public long Count { get; private set; }

        public override void ImportBegan(in ImportCall call)
        {
            if (++Count == last)
            {
                throw new InvalidOperationException($"Call {last} is the last.");
            }
        }
    }
}
