using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>The file of a database in a folder of its own, and what others do to it.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.At("data.db");

    public string LogPath => Path + "-wal";

    public string At(string name) => folder.At(name);

    public SqliteDatabase Open(TimeProvider? time = null) => SqliteDatabase.Open(Path, time);

    /// <summary>Opens the file as any program may: by Microsoft.Data.Sqlite, without the code under test.</summary>
    public SqliteConnection Connect() => Connect(Path);

    public static SqliteConnection Connect(string path)
    {
        SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Locks the file against all other writers, until the connection is disposed of.</summary>
    public SqliteConnection Hold()
    {
        SqliteConnection connection = Connect();
        Run(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Read(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Counts the commits in the log: frames that have the size of the database (sqlite.org/fileformat2.html, §4.1).</summary>
    public int CountCommits()
    {
        using FileStream log = new(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] header = new byte[32];
        log.ReadExactly(header);
        byte[] frame = new byte[24 + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8))];
        int commits = 0;
        while (log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            bool isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8));
            commits += isOfThisLog && BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)) != 0 ? 1 : 0;
        }

        return commits;
    }

    public void Dispose() => folder.Dispose();
}
