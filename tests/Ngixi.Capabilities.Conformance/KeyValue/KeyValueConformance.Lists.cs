namespace Ngixi.Capabilities.Conformance;

/// <content>Lists of keys.</content>
public abstract partial class KeyValueConformance
{
    [Fact]
    public async Task Keys_are_in_the_order_of_their_UTF_8_bytes()
    {
        string[] keys =
        [
            "", "!", "0", "10", "2", "A", "B", "a", "a!", "aa", "b", "~", "é", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFFFD", "\uFFFF",
            "\U00010000", "😀", "😁", "😀a", "\U0010FFFF", "\U0010FFFF\U0010FFFF", "\uE000😀", "😀\uE000", "a\uFFFF", "a\U00010000",
        ];
        keys = [.. keys.Where(key => key.Length > 0)];
        await ApplyAsync([.. keys.Select(key => Put(key, "v"))]);
        IEnumerable<string> expected = keys.OrderBy(key => Convert.ToHexString(Bytes(key)), StringComparer.Ordinal);
        Assert.Equal(expected, await AllKeysAsync());
        Assert.Equal(expected, await AllKeysAsync(limit: 1));
        foreach (string after in keys)
        {
            Assert.Equal(expected.SkipWhile(key => key != after).Skip(1), (await ListAsync(after: after)).Keys);
        }
    }

    [Theory]
    [InlineData("a%")]
    [InlineData("a_")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a[")]
    [InlineData("a\\")]
    [InlineData("a'")]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("é")]
    [InlineData("e")]
    [InlineData("\uD7FF")]
    [InlineData("\uE000")]
    [InlineData("\uFFFF")]
    [InlineData("😀")]
    [InlineData("\U0010FFFF")]
    [InlineData("\U0010FFFF\U0010FFFF")]
    [InlineData("\0")]
    [InlineData("axb")]
    [InlineData("axbb")]
    [InlineData("zz")]
    public async Task A_prefix_is_text_and_no_pattern(string prefix)
    {
        string[] keys =
        [
            "a", "a%b", "a_b", "a*b", "a?b", "a[b]", "a\\b", "a'b", "axb", "a\"b", "A%b", "Axb", "b", "e\u0301", "é", "é1",
            "\uD7FF1", "\uE000", "\uE0001", "\uFFFF", "\uFFFF1", "\U00010000", "😀1", "😁", "\U0010FFFF",
            "\U0010FFFF1", "\U0010FFFF\U0010FFFF",
        ];
        await ApplyAsync([.. keys.Select(key => Put(key, "v"))]);
        List<string> expected = [.. keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(KeyValueOrder.Instance)];
        Assert.Equal(expected, await AllKeysAsync(prefix));
        Assert.Equal(expected, await AllKeysAsync(prefix, limit: 1));
        Assert.Equal(expected, await AllKeysAsync(prefix, limit: 2));
    }

    [Fact]
    public async Task A_page_begins_after_any_text()
    {
        await ApplyAsync(Put("a", "v"), Put("b", "v"), Put("b/1", "v"), Put("b/2", "v"), Put("b/3", "v"), Put("c", "v"));
        Assert.Equal(["b/2", "b/3"], (await ListAsync("b/", "b/1")).Keys);
        Assert.Equal(["b/2", "b/3"], (await ListAsync("b/", "b/1\0")).Keys);
        Assert.Equal(["b/2", "b/3"], (await ListAsync("b/", "b/1zzz")).Keys);
        Assert.Equal(["b/1", "b/2", "b/3"], (await ListAsync("b/", "")).Keys);
        Assert.Equal(["b/1", "b/2", "b/3"], (await ListAsync("b/", "a")).Keys);
        Assert.Equal(["b/1", "b/2", "b/3"], (await ListAsync("b/", "b/")).Keys);
        Assert.Empty((await ListAsync("b/", "b/3")).Keys);
        Assert.Empty((await ListAsync("b/", "c")).Keys);
        Assert.Empty((await ListAsync("", "\U0010FFFF")).Keys);
        Assert.Equal(["b", "b/1", "b/2", "b/3", "c"], (await ListAsync("", "a'; --%")).Keys);
    }

    [Fact]
    public async Task A_page_has_the_keys_that_were_asked_for_and_says_whether_more_follow()
    {
        await ApplyAsync([.. Enumerable.Range(0, 10).Select(key => Put($"k{key}", "v"))]);
        KeyValuePage page = await ListAsync(limit: 4);
        Assert.Equal(["k0", "k1", "k2", "k3"], page.Keys);
        Assert.Equal("k3", page.Next);
        Assert.Null((await ListAsync(limit: 10)).Next);
        Assert.Equal("k8", (await ListAsync(limit: 9)).Next);
        Assert.Null((await ListAsync(after: "k3", limit: 6)).Next);
        Assert.Null((await ListAsync("k1", limit: 1)).Next);
        Assert.Null((await ListAsync("none")).Next);
    }

    [Fact]
    public async Task A_page_has_64_KiB_of_keys_at_most()
    {
        string[] keys = [.. Enumerable.Range(0, 300).Select(key => $"{key:D4}".PadRight(508, 'k') + "é" + "é")];
        foreach (string[] some in keys.Chunk(100))
        {
            await ApplyAsync([.. some.Select(key => Put(key, ""))]);
        }

        List<string> all = [];
        string? after = null;
        do
        {
            KeyValuePage page = await ListAsync(after: after);
            Assert.InRange(page.Keys.Sum(key => Bytes(key).Length), 1, KeyValueGrant.MaxPageBytes);
            all.AddRange(page.Keys);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(keys, all);
    }

    [Fact]
    public async Task Keys_that_come_and_go_between_pages_hide_no_other()
    {
        string[] stay = [.. Enumerable.Range(0, 60).Select(key => $"k{key:D2}/stays")];
        await ApplyAsync([.. stay.Select(key => Put(key, "v"))]);
        await ApplyAsync([.. Enumerable.Range(0, 60).Select(key => Put($"k{key:D2}/goes", "v"))]);
        List<string> seen = [];
        string? after = null;
        for (int round = 0; ; round++)
        {
            KeyValuePage page = await ListAsync(after: after, limit: 7);
            seen.AddRange(page.Keys);
            if (page.Next is null)
            {
                break;
            }

            after = page.Next;
            await ApplyAsync(Put($"a{round}", "before the page"), Put($"k{round:D2}/comes", "v"), Put($"z{round:D2}", "behind all"));
            if (page.Next.EndsWith("/goes", StringComparison.Ordinal))
            {
                await ApplyAsync(Delete(page.Next));
            }
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(seen.Order(KeyValueOrder.Instance), seen);
        Assert.Equal(stay, seen.Where(key => key.EndsWith("/stays", StringComparison.Ordinal)));
        Assert.Contains("z00", seen);
    }

    [Fact]
    public async Task Namespaces_that_look_alike_are_apart()
    {
        (string Module, string Name)[] names =
        [
            ("a", ""), ("a", "b"), ("a/b", ""), ("a", "b/c"), ("a/b", "c"), ("a:b", "c"), ("a", "b:c"), ("a:b:c", ""), ("A", ""),
            ("a ", ""), ("a%2Fb", ""), ("{a}", ""), ("{a}", "b"), ("{a", "}b"), ("a}", ""), ("é", ""), ("e\u0301", ""), ("a\0", ""),
            ("a", "\0"), ("*", ""), ("a%", ""), ("a_", ""), ("😀", ""), ("%F0%9F%98%80", ""), ("..", "a"),
        ];
        KeyValueNamespace[] spaces = [.. names.Select(name => new KeyValueNamespace($"{run}{name.Module}", name.Name))];
        Assert.Equal(spaces.Length, spaces.Select(space => space.ToString()).Distinct().Count());
        foreach (KeyValueNamespace space in spaces)
        {
            await Store.ApplyAsync(space, Keys(2), [Put("k", space.ToString()), Put($"own {space}", "v")], CancellationToken.None);
        }

        foreach (KeyValueNamespace space in spaces)
        {
            Assert.Equal(Bytes(space.ToString()), await Store.GetAsync(space, "k", CancellationToken.None));
            Assert.Equal(["k", $"own {space}"], (await Store.ListAsync(space, "", null, 10, CancellationToken.None)).Keys);
        }

        await Store.ApplyAsync(spaces[0], Keys(2), [Delete("k")], CancellationToken.None);
        Assert.All(spaces[1..], space => Assert.NotNull(Store.FindAsync(space, "k", CancellationToken.None).AsTask().Result));
    }
}
