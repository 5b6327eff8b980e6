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
        List<ulong> own = [];
        for (int index = 0; index < Times; index++)
        {
            own.Add(await store.AddOneAsync("number"));
        }

        List<ulong>[] versions = [own, await VersionsOfAsync(one), await VersionsOfAsync(two)];
        Assert.All(versions, each => Assert.Equal(each.Order(), each));
        Assert.Equal(3 * Times, versions.SelectMany(each => each).Distinct().Count());
        Assert.Equal($"{3 * Times}", await store.TextAsync("number"));
    }

    private static async Task<List<ulong>> VersionsOfAsync(ChildProcess process) =>
        [.. (await process.ReadToEndAsync()).Select(line => ulong.Parse(line, CultureInfo.InvariantCulture))];
}
