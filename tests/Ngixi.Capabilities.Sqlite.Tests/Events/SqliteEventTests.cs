using Microsoft.Extensions.Time.Testing;
using Ngixi.Capabilities.Conformance;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>SQLite does what every store of events does.</summary>
public sealed class SqliteEventTests : EventConformance, IAsyncLifetime, IDisposable
{
    private readonly DatabaseFile file = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(5)));
    private readonly List<SqliteDatabase> databases = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (SqliteDatabase database in databases)
        {
            await database.DisposeAsync();
        }
    }

    public void Dispose() => file.Dispose();

    protected override ValueTask<IEventStore> OpenAsync()
    {
        databases.Add(file.Open(clock));
        return ValueTask.FromResult<IEventStore>(new SqliteEventStore(databases[^1]));
    }

    protected override ValueTask PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return ValueTask.CompletedTask;
    }
}
