using Microsoft.Extensions.Time.Testing;
using Ngixi.Capabilities.Conformance;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>The suite over SQLite.</summary>
public sealed class SqliteKeyValueTests : KeyValueConformance
{
    protected override Task<KeyValueBackend> OpenAsync() => Task.FromResult<KeyValueBackend>(new Backend());

    private sealed class Backend : KeyValueBackend
    {
        private readonly DatabaseFile file = new();
        private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(5)));
        private SqliteDatabase database;

        public Backend() => database = file.Open(time);

        public override IKeyValueStore Store => new SqliteKeyValueStore(database);

        public override bool HasSettableClock => true;

        public override TimeSpan ShortTime => TimeSpan.FromMinutes(1);

        public override Task PassAsync(TimeSpan passed)
        {
            time.Advance(passed);
            return Task.CompletedTask;
        }

        public override async Task<bool> TryReopenAsync()
        {
            await database.DisposeAsync();
            database = file.Open(time);
            return true;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await database.DisposeAsync();
            file.Dispose();
        }
    }
}
