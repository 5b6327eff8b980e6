namespace Ngixi.Capabilities.Conformance;

/// <content>Versions, conditions and batches.</content>
public abstract partial class KeyValueConformance
{
    [Fact]
    public async Task Every_write_has_a_version_that_no_other_has()
    {
        HashSet<ulong> versions = [0];
        for (int round = 0; round < 5; round++)
        {
            Assert.True(versions.Add((await ApplyOneAsync(Put("k", "v"))).Version));
            Assert.True(versions.Add((await ApplyOneAsync(Put("k", "v"))).Version));
            Assert.True(versions.Add((await ApplyOneAsync(Increment("n", 1))).Version));
            await ApplyAsync(Delete("k"));
            Assert.True(versions.Add((await ApplyOneAsync(Put("k", "v", Backend.ShortTime))).Version));
            await Backend.PassAsync(Backend.ShortTime);
            IReadOnlyList<KeyValueResult> results = await ApplyAsync(Put("k", "v"), Put("k", "w"), Put("l", "v"), Delete("l"));
            Assert.All(results.Take(3), result => Assert.True(versions.Add(result.Version)));
        }
    }

    [Fact]
    public async Task A_value_that_came_back_has_another_version()
    {
        ulong first = (await ApplyOneAsync(Put("k", "A"))).Version;
        await ApplyAsync(Put("k", "B"));
        ulong third = (await ApplyOneAsync(Put("k", "A"))).Version;
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Put("k", "C", ifVersion: first));

        await ApplyAsync(Delete("k"));
        await ApplyAsync(Put("k", "A"));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Put("k", "C", ifVersion: third));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Delete("k", third));
        Assert.Equal("A", await TextAsync("k"));
    }

    [Fact]
    public async Task Version_0_asks_for_no_value()
    {
        ulong version = (await ApplyOneAsync(Put("k", "v", ifVersion: 0))).Version;
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Put("k", "w", ifVersion: 0));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Require("k", 0));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Delete("k", 0));
        Assert.Equal(version, (await FindAsync("k"))!.Version);

        await ApplyAsync(Delete("k", version));
        Assert.Equal(0UL, (await ApplyOneAsync(Require("k", 0))).Version);
        Assert.Equal(0UL, (await ApplyOneAsync(Delete("k", 0))).Version);
        await ApplyAsync(Put("k", "w", ifVersion: 0));
    }

    [Fact]
    public async Task A_version_asks_for_that_version()
    {
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Put("k", "v", ifVersion: 1));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Put("k", "v", ifVersion: ulong.MaxValue));
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Delete("k", 1));
        ulong version = (await ApplyOneAsync(Put("k", "v"))).Version;
        Assert.Equal(version, (await ApplyOneAsync(Require("k", version))).Version);
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Require("k", version + 1));
        ulong next = (await ApplyOneAsync(Put("k", "w", ifVersion: version))).Version;
        Assert.NotEqual(version, next);
        Assert.Equal(next, (await ApplyOneAsync(Delete("k", next))).Version);
    }

    [Fact]
    public async Task To_require_changes_no_version()
    {
        ulong version = (await ApplyOneAsync(Put("k", "v"))).Version;
        await ApplyAsync(Require("k", version));
        await ApplyAsync(Require("k", version), Put("l", "v"));
        Assert.Equal(version, (await FindAsync("k"))!.Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task One_failed_write_at_any_place_stops_all(int place)
    {
        ulong version = (await ApplyOneAsync(Put("there", "v"))).Version;
        await ApplyAsync(Put("n", "5"));
        List<KeyValueWrite> writes = [Put("a", "1"), Delete("there"), Increment("n", 1)];
        foreach ((KeyValueError error, KeyValueWrite failing) in new (KeyValueError, KeyValueWrite)[]
        {
            (KeyValueError.VersionMismatch, Require("other", 7)),
            (KeyValueError.VersionMismatch, Put("other", "v", ifVersion: 7)),
            (KeyValueError.VersionMismatch, Delete("other", 7)),
            (KeyValueError.NotANumber, Increment("text", 1)),
        })
        {
            await ApplyAsync(Put("text", "x"));
            await AssertRefusedAsync(error, [.. writes[..place], failing, .. writes[place..]]);
            Assert.Null(await TextAsync("a"));
            Assert.Equal(version, (await FindAsync("there"))!.Version);
            Assert.Equal("5", await TextAsync("n"));
        }
    }

    [Fact]
    public async Task A_later_write_of_a_batch_sees_the_earlier_ones()
    {
        IReadOnlyList<KeyValueResult> results = await ApplyAsync(
            Require("k", 0), Put("k", "5", ifVersion: 0), Increment("k", 2), Delete("k"), Put("k", "9", ifVersion: 0), Increment("k", -10));
        Assert.Equal([0, 0, 7, 0, 0, -1], results.Select(result => result.Number));
        Assert.Equal(results[2].Version, results[3].Version);
        Assert.Equal("-1", await TextAsync("k"));
        Assert.Equal(results[5].Version, (await FindAsync("k"))!.Version);
        await AssertRefusedAsync(KeyValueError.VersionMismatch, Put("l", "v"), Put("l", "v", ifVersion: 0));
        Assert.Null(await TextAsync("l"));
    }

    [Fact]
    public async Task A_batch_may_have_100_writes_of_1_MiB()
    {
        string value = new('v', 10 * 1024);
        await ApplyAsync([.. Enumerable.Range(0, 100).Select(index => Put($"k{index:D2}", value))]);
        Assert.Equal(Enumerable.Range(0, 100).Select(index => $"k{index:D2}"), await AllKeysAsync());
        await ApplyAsync([.. Enumerable.Range(0, 100).Select(index => Delete($"k{index:D2}"))]);
        Assert.Empty(await AllKeysAsync());
    }

    [Fact]
    public async Task Of_writers_that_put_where_nothing_is_exactly_one_wins()
    {
        for (int round = 0; round < 20; round++)
        {
            string key = $"k{round}";
            bool[] won = await TogetherAsync(writer => TryApplyAsync(
                KeyValueError.VersionMismatch, new KeyValueQuota(), Put(key, $"{writer}", ifVersion: 0)));
            int winner = Assert.Single(Enumerable.Range(0, Writers), writer => won[writer]);
            Assert.Equal($"{winner}", await TextAsync(key));
        }
    }

    [Fact]
    public async Task Of_writers_that_swap_one_version_exactly_one_wins()
    {
        ulong version = (await ApplyOneAsync(Put("k", "v"))).Version;
        for (int round = 0; round < 20; round++)
        {
            ulong swapped = version;
            bool[] won = await TogetherAsync(writer => TryApplyAsync(
                KeyValueError.VersionMismatch, new KeyValueQuota(), Put("k", $"{writer}", ifVersion: swapped)));
            int winner = Assert.Single(Enumerable.Range(0, Writers), writer => won[writer]);
            KeyValueEntry? entry = await FindAsync("k");
            Assert.Equal(Bytes($"{winner}"), entry!.Value.ToArray());
            version = entry.Version;
        }
    }

    [Fact]
    public async Task A_batch_is_seen_as_a_whole_or_not_at_all()
    {
        await ApplyAsync(Put("a", "1000"), Put("b", "0"));
        await TogetherAsync(async writer =>
        {
            for (int round = 0; round < 20; round++)
            {
                IReadOnlyList<KeyValueResult> results = await ApplyAsync(Increment("a", -writer), Increment("b", writer));
                Assert.Equal(1_000, results[0].Number + results[1].Number);
            }

            return true;
        });
        int moved = 20 * Enumerable.Range(0, Writers).Sum();
        Assert.Equal($"{1_000 - moved}", await TextAsync("a"));
        Assert.Equal($"{moved}", await TextAsync("b"));
    }
}
