using System.Globalization;

namespace Ngixi.Capabilities.Sqlite.Tests;

public sealed class ProcessesTests : IDisposable
{
    private readonly DatabaseFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Processes_that_write_to_one_file_lose_nothing()
    {
        const int Times = 200;
        using ChildProcess one = ChildProcess.Start("count", file.Path, $"{Times}");
        using ChildProcess two = ChildProcess.Start("count", file.Path, $"{Times}");
        await using SqliteDatabase database = file.Open();
        SqliteKeyValueStore store = new(database);
        List<ulong> versions = [];
        for (int index = 0; index < Times; index++)
        {
            versions.Add(await store.AddOneAsync("number"));
        }

        versions.AddRange((await one.ReadToEndAsync()).Select(line => ulong.Parse(line, CultureInfo.InvariantCulture)));
        versions.AddRange((await two.ReadToEndAsync()).Select(line => ulong.Parse(line, CultureInfo.InvariantCulture)));
        Assert.Equal(3 * Times, versions.Distinct().Count());
        Assert.Equal($"{3 * Times}", await store.TextAsync("number"));
    }
}
