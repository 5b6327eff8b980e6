using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>The code of docs/capabilities/sqlite.md runs.</summary>
public sealed class SqlitePageTests : IDisposable
{
    private readonly DatabaseFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task The_page_keeps_a_value_and_an_event()
    {
        string path = file.Path;
        #region setup
        await using SqliteDatabase database = SqliteDatabase.Open(path);
        SqliteKeyValueStore values = new(database);
        SqliteEventStore events = new(database);
        #endregion
        await values.PutAsync("k", "v");
        await events.OpenTopicAsync(new EventTopic("t"), default);
        Assert.Equal(1UL, await events.TryPublishAsync("t", new NewEvent(Encoding.UTF8.GetBytes("an event")), default));
    }

    [Fact]
    public async Task A_copy_that_the_page_makes_while_hosts_use_the_file_has_all()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(file.Path);
        await new SqliteKeyValueStore(database).PutAsync("k", "v");
        string page = await File.ReadAllTextAsync(Path.Combine(Metadata("DocsDirectory"), "capabilities/sqlite.md"));
        string[] words = CodeRegions.BlocksOf(page, "console").First().Split('"');
        Assert.Equal(("$ sqlite3 data.db ", "\n"), (words[0], words[2]));
        using (SqliteConnection connection = file.Connect())
        {
            DatabaseFile.Run(connection, words[1].Replace("copy.db", file.At("copy.db"), StringComparison.Ordinal));
        }

        await using SqliteDatabase copy = SqliteDatabase.Open(file.At("copy.db"));
        Assert.Equal("v", await new SqliteKeyValueStore(copy).TextAsync("k"));
    }

    [Fact]
    public void Every_block_of_CSharp_is_a_region_that_is_tested()
    {
        string page = File.ReadAllText(Path.Combine(Metadata("DocsDirectory"), "capabilities/sqlite.md"));
        string source = File.ReadAllText(Path.Combine(Metadata("SourceDirectory"), "Documentation/SqlitePageTests.cs"));
        Assert.Equal(CodeRegions.In(source), CodeRegions.BlocksOf(page));
    }

    private static string Metadata(string key) => typeof(SqlitePageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
