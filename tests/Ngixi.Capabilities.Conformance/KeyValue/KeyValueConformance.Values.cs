namespace Ngixi.Capabilities.Conformance;

/// <content>Values, and what calls give back.</content>
public abstract partial class KeyValueConformance
{
    [Fact]
    public async Task A_key_without_a_value_is_nowhere()
    {
        Assert.Null(await FindAsync("k"));
        Assert.Null(await Store.GetAsync(Space, "k", CancellationToken.None));
        Assert.False(await Store.ExistsAsync(Space, "k", CancellationToken.None));
        Assert.Equal(0UL, (await ApplyOneAsync(Delete("k"))).Version);
        Assert.Empty(await AllKeysAsync());
    }

    [Fact]
    public async Task A_value_is_found_got_listed_and_deleted()
    {
        ulong version = (await ApplyOneAsync(Put("k", "v"))).Version;
        KeyValueEntry? entry = await FindAsync("k");
        Assert.Equal(Bytes("v"), entry!.Value.ToArray());
        Assert.Equal(version, entry.Version);
        Assert.Null(entry.TimeToLive);
        Assert.Equal("v", await TextAsync("k"));
        Assert.True(await Store.ExistsAsync(Space, "k", CancellationToken.None));
        Assert.Equal(["k"], await AllKeysAsync());

        Assert.Equal(version, (await ApplyOneAsync(Delete("k"))).Version);
        Assert.Null(await FindAsync("k"));
        Assert.False(await Store.ExistsAsync(Space, "k", CancellationToken.None));
        Assert.Empty(await AllKeysAsync());
    }

    [Fact]
    public async Task An_empty_value_is_a_value()
    {
        await ApplyAsync(Put("k", ""));
        Assert.Equal("", await TextAsync("k"));
        Assert.True(await Store.ExistsAsync(Space, "k", CancellationToken.None));
        Assert.Equal(0, (await FindAsync("k"))!.Value.Length);
    }

    [Fact]
    public async Task A_value_of_1_MiB_keeps_every_byte()
    {
        byte[] value = [.. Enumerable.Range(0, 1024 * 1024).Select(index => (byte)((index * 7) + (index >> 8)))];
        Assert.Equal(256, value.Distinct().Count());
        await ApplyAsync(new KeyValueWrite.Put("k", value, null, null));
        Assert.Equal(value, await Store.GetAsync(Space, "k", CancellationToken.None));
        Assert.Equal(value, (await FindAsync("k"))!.Value.ToArray());
    }

    [Fact]
    public async Task The_memory_of_a_written_value_is_the_callers_again()
    {
        byte[] value = Bytes("first");
        await ApplyAsync(new KeyValueWrite.Put("k", value, null, null));
        value.AsSpan().Clear();
        Assert.Equal("first", await TextAsync("k"));
    }

    [Fact]
    public async Task A_value_that_was_got_is_the_callers()
    {
        await ApplyAsync(Put("k", "first"));
        byte[]? value = await Store.GetAsync(Space, "k", CancellationToken.None);
        value.AsSpan().Clear();
        Assert.Equal("first", await TextAsync("k"));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("e\u0301")]
    [InlineData("'; DROP TABLE entries; --")]
    [InlineData("\"")]
    [InlineData("{a}:b\\c")]
    [InlineData("../..")]
    [InlineData("\uFFFF")]
    [InlineData("\uFEFF")]
    [InlineData("\U0010FFFF")]
    [InlineData("K")]
    [InlineData("0")]
    [InlineData("00")]
    [InlineData("1e0")]
    public async Task A_key_is_its_text_and_no_other(string key)
    {
        string[] others = ["k", "e", "É", "  ", "a  b", "1", "\U0010FFFE", "0.0", "{a}"];
        await ApplyAsync([.. others.Select(other => Put(other, "other"))]);
        await ApplyAsync(Put(key, "v"));
        Assert.Equal("v", await TextAsync(key));
        Assert.Equal(others.Append(key).Order(KeyValueOrder.Instance), await AllKeysAsync());
        await ApplyAsync(Delete(key));
        Assert.Equal(others.Order(KeyValueOrder.Instance), await AllKeysAsync());
    }

    [Fact]
    public async Task A_key_may_have_512_bytes()
    {
        string[] keys = [new string('k', 512), new string('k', 511) + "l", string.Concat(Enumerable.Repeat("😀", 128))];
        await ApplyAsync([.. keys.Select(key => Put(key, key))]);
        foreach (string key in keys)
        {
            Assert.Equal(key, await TextAsync(key));
        }
    }

    [Fact]
    public async Task A_token_that_is_cancelled_ends_every_call_and_changes_nothing()
    {
        CancellationToken cancelled = new(canceled: true);
        await ApplyAsync(Put("k", "v"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.FindAsync(Space, "k", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.GetAsync(Space, "k", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ExistsAsync(Space, "k", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ListAsync(Space, "", null, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.ApplyAsync(Space, new KeyValueQuota(), [Put("k", "w"), Put("l", "w")], cancelled));
        Assert.Equal("v", await TextAsync("k"));
        Assert.Equal(["k"], await AllKeysAsync());
    }

    [Fact]
    public async Task Opened_again_a_store_that_survives_its_process_has_all_of_it()
    {
        TimeSpan day = TimeSpan.FromDays(1);
        await ApplyAsync(Put("k", "v"), Put("day", "v", day), Put("gone", "v"), Increment("n", 5));
        ulong last = (await ApplyOneAsync(Delete("gone"))).Version;
        ulong version = (await FindAsync("k"))!.Version;

        Assert.Equal(Store.Guarantees.SurvivesExit, await Backend.TryReopenAsync());
        if (!Store.Guarantees.SurvivesExit)
        {
            return;
        }

        Assert.Equal(["day", "k", "n"], await AllKeysAsync());
        Assert.Equal(version, (await FindAsync("k"))!.Version);
        Assert.InRange((await FindAsync("day"))!.TimeToLive!.Value, day / 2, day);
        Assert.Equal(8, (await ApplyOneAsync(Increment("n", 3))).Number);
        await AssertRefusedAsync(KeyValueError.QuotaExceeded, Keys(3), Put("more", "v"));
        Assert.True((await ApplyOneAsync(Put("gone", "v"))).Version > last);
    }

    [Fact]
    public void Guarantees_do_not_contradict_themselves()
    {
        KeyValueGuarantees guarantees = Store.Guarantees;
        Assert.True(Enum.IsDefined(guarantees.Consistency));
        Assert.True(guarantees.LossWindow >= TimeSpan.Zero);
        Assert.True(guarantees.SurvivesExit || !guarantees.SurvivesPowerLoss);
        Assert.True(guarantees.Consistency == KeyValueConsistency.Eventual || guarantees.LossWindow == TimeSpan.Zero);
    }
}
