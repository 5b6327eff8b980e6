using System.Reflection;
using System.Text;
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
    public void Every_block_of_CSharp_is_a_region_that_is_tested()
    {
        string page = File.ReadAllText(Path.Combine(Metadata("DocsDirectory"), "capabilities/sqlite.md"));
        string source = File.ReadAllText(Path.Combine(Metadata("SourceDirectory"), "Documentation/SqlitePageTests.cs"));
        Assert.Equal(CodeRegions.In(source), CodeRegions.BlocksOf(page));
    }

    private static string Metadata(string key) => typeof(SqlitePageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
