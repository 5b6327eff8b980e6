using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>What all runs were promised, held against the file after each kill.</summary>
internal sealed class CrashLedger
{
    private const string LastSequence =
        $"""
        SELECT max(last_sequence, (SELECT ifnull(max(sequence), 0) FROM event WHERE topic = event_topic.id))
        FROM event_topic WHERE name = '{CrashLoad.Topic}'
        """;

    private readonly Dictionary<string, (long Number, ulong Version)> values = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> versions = [];
    private readonly Dictionary<ulong, string> published = [];
    private readonly HashSet<ulong> tried = [];
    private readonly Dictionary<ulong, int> acked = [];
    private readonly HashSet<(ulong Sequence, int Deliveries)> taken = [];
    private ulong lastVersion;
    private ulong lastSequence;

    public int Promises { get; private set; }

    public int PublishedEvents => published.Count;

    public int Redelivered { get; private set; }

    /// <summary>Notes what a run said until it was killed.</summary>
    public void Note(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            switch (words)
            {
                case ["ready"]:
                    break;
                case ["put", var key, var number, var version]:
                    Put(key, long.Parse(number, CultureInfo.InvariantCulture), Number(version));
                    break;
                case ["published", var sequence, var payload]:
                    Assert.True(Number(sequence) > lastSequence, $"The sequence {sequence} was given before the last kill.");
                    Assert.True(published.TryAdd(Number(sequence), payload), $"The sequence {sequence} was given twice.");
                    break;
                case ["taken", var sequence, var payload, var deliveries]:
                    Take(Number(sequence), payload, int.Parse(deliveries, CultureInfo.InvariantCulture));
                    break;
                case ["try", var sequence]:
                    tried.Add(Number(sequence));
                    break;
                case ["acked", var sequence, var deliveries]:
                    Assert.True(
                        acked.TryAdd(Number(sequence), int.Parse(deliveries, CultureInfo.InvariantCulture)),
                        $"The event {sequence} was settled twice.");
                    break;
                default:
                    Assert.Fail($"What is {line}?");
                    break;
            }

            Promises++;
        }
    }

    /// <summary>Checks the file, which no process has open.</summary>
    public void Check(SqliteConnection file, bool thoroughly)
    {
        if (thoroughly)
        {
            Assert.Equal("ok", DatabaseFile.Read(file, "PRAGMA integrity_check"));
        }

        CheckCounts(file);
        CheckValues(file);
        CheckEvents(file);
        lastVersion = Number(file, "SELECT last_version FROM kv_namespace");
        lastSequence = Number(file, LastSequence);
        Assert.All(versions, version => Assert.True(version <= lastVersion));
        Assert.All(published.Keys, sequence => Assert.True(sequence <= lastSequence));
    }

    /// <summary>Checks a copy, whose writer has gone on since.</summary>
    public void CheckCopy(SqliteConnection copy)
    {
        Assert.Equal("ok", DatabaseFile.Read(copy, "PRAGMA integrity_check"));
        CheckCounts(copy);
        Dictionary<string, (long Number, ulong Version)> stored = Values(copy);
        Assert.All(values, value => Assert.True(
            stored[value.Key].Number >= value.Value.Number && stored[value.Key].Version >= value.Value.Version));
        Assert.Equal(stored["left"].Number, stored["right"].Number);
        HashSet<ulong> events = [.. Rows(copy, "SELECT sequence FROM event").Select(row => (ulong)(long)row[0])];
        Assert.DoesNotContain(acked.Keys, events.Contains);
        ulong last = Number(copy, LastSequence);
        Assert.All(published.Keys, sequence => Assert.True(sequence <= last));
    }

    /// <summary>Checks that all that was published is handled or there.</summary>
    public void CheckAllHandled(IReadOnlySet<ulong> late)
    {
        Assert.All(published.Keys, sequence => Assert.True(tried.Contains(sequence) || late.Contains(sequence)));
    }

    private void Put(string key, long number, ulong version)
    {
        Assert.True(version > lastVersion, $"The version {version} was given before the last kill.");
        Assert.True(versions.Add(version), $"The version {version} was given twice.");
        values[key] = (number, version);
    }

    private void Take(ulong sequence, string payload, int deliveries)
    {
        // What was taken before, and not in time, may be said after.
        Assert.True(
            deliveries <= acked.GetValueOrDefault(sequence, int.MaxValue),
            $"The event {sequence} was delivered after it was settled.");
        Assert.True(taken.Add((sequence, deliveries)), $"The delivery {deliveries} of the event {sequence} was made twice.");
        Redelivered += deliveries > 1 ? 1 : 0;
        if (published.TryGetValue(sequence, out string? expected))
        {
            Assert.Equal(expected, payload);
        }
    }

    private void CheckValues(SqliteConnection file)
    {
        Dictionary<string, (long Number, ulong Version)> stored = Values(file);
        foreach ((string key, (long number, ulong version)) in values)
        {
            (long storedNumber, ulong storedVersion) = Assert.Contains(key, stored);
            Assert.True(
                (storedNumber, storedVersion) == (number, version) || (storedNumber == number + 1 && storedVersion > version),
                $"{key} is {storedNumber} with version {storedVersion}. It was promised as {number} with version {version}.");
        }

        Assert.Equal(stored.GetValueOrDefault("left").Number, stored.GetValueOrDefault("right").Number);

        // What was being written at the kill may be there: it is what the next run begins with.
        foreach ((string key, (long Number, ulong Version) value) in stored)
        {
            values[key] = value;
        }
    }

    private static Dictionary<string, (long Number, ulong Version)> Values(SqliteConnection file) =>
        Rows(file, "SELECT key, value, version FROM kv_entry WHERE key NOT GLOB 'come*' AND key NOT GLOB 'short*'").ToDictionary(
            row => (string)row[0],
            row => (long.Parse((byte[])row[1], CultureInfo.InvariantCulture), (ulong)(long)row[2]),
            StringComparer.Ordinal);

    private void CheckEvents(SqliteConnection file)
    {
        Dictionary<ulong, string> stored = [];
        HashSet<string> payloads = new(StringComparer.Ordinal);
        foreach (object[] row in Rows(file, "SELECT sequence, payload FROM event ORDER BY sequence"))
        {
            string payload = Encoding.UTF8.GetString((byte[])row[1]);
            stored.Add((ulong)(long)row[0], payload);
            Assert.True(payloads.Add(payload), $"{payload} is stored twice.");
        }

        foreach ((ulong sequence, string payload) in published)
        {
            if (stored.TryGetValue(sequence, out string? there))
            {
                Assert.Equal(payload, there);
                Assert.False(acked.ContainsKey(sequence), $"The event {sequence} is there after it was settled.");
            }
            else
            {
                Assert.True(tried.Contains(sequence), $"The event {sequence} was promised and is lost.");
            }
        }
    }

    /// <summary>Checks that what the file has counted is there.</summary>
    private static void CheckCounts(SqliteConnection file)
    {
        foreach (object[] row in Rows(
            file,
            """
            SELECT last_version, keys, bytes, count(*), sum(length(CAST(key AS BLOB)) + length(value)), max(version)
            FROM kv_namespace JOIN kv_entry ON namespace = id GROUP BY id
            """))
        {
            Assert.Equal(row[3], row[1]);
            Assert.Equal(row[4], row[2]);
            Assert.True((long)row[5] <= (long)row[0]);
        }

        foreach (object[] row in Rows(
            file,
            """
            SELECT max(last_sequence, (SELECT ifnull(max(sequence), 0) FROM event WHERE topic = event_topic.id)), events, bytes,
                (SELECT count(*) FROM event WHERE topic = event_topic.id AND sequence <= last_sequence),
                (SELECT ifnull(sum(length(payload)), 0) FROM event WHERE topic = event_topic.id AND sequence <= last_sequence),
                (SELECT count(*) FROM event_hold WHERE sequence NOT IN (SELECT sequence FROM event)),
                (SELECT ifnull(max(next_sequence), 0) FROM event_group WHERE topic = event_topic.id)
            FROM event_topic
            """))
        {
            Assert.Equal(row[3], row[1]);
            Assert.Equal(row[4], row[2]);
            Assert.Equal(0L, row[5]);
            Assert.True((long)row[6] <= (long)row[0] + 1);
        }
    }

    private static List<object[]> Rows(SqliteConnection file, string sql)
    {
        using SqliteCommand command = file.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static ulong Number(SqliteConnection file, string sql) => (ulong)(DatabaseFile.Read(file, sql) as long? ?? 0);

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
