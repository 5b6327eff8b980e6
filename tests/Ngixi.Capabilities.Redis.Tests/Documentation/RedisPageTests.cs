using System.Reflection;
using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Documentation;

/// <summary>What docs/capabilities/redis.md prints is true.</summary>
public sealed partial class RedisPageTests
{
    private static readonly string page = File.ReadAllText(Path.Combine(Metadata("DocsDirectory"), "capabilities/redis.md"));

    [Fact]
    public async Task The_code_works_with_the_settings_and_the_user_of_the_page()
    {
        string[] settings = Block("conf", 0).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        string[] user = Block("conf", 1).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("user", user[0]);
        await using RedisServer server = await RedisServer.StartAsync(
            [.. settings.Chunk(2).SelectMany(setting => (string[])[$"--{setting[0]}", setting[1]])]);
        await server.ExecuteAsync("ACL", ["SETUSER", .. user[1..]]);
        string address = $"{server.EndPoint},user=ngixi,password=secret";

        #region create
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(
            $"{address},abortConnect=false,allowAdmin=true");
        RedisStoreOptions options = new() { MinimumPersistence = RedisPersistence.Always };
        RedisKeyValueStore values = await RedisKeyValueStore.CreateAsync(connection, options);
        RedisEventStore events = await RedisEventStore.CreateAsync(connection, options);
        #endregion

        string source = File.ReadAllText(Path.Combine(Metadata("SourceDirectory"), "Documentation/RedisPageTests.cs"));
        Assert.Equal(CodeRegions.In(source), [Block("csharp", 0)]);
        KeyValueNamespace space = new("module");
        KeyValueWrite[] writes = [new KeyValueWrite.Put("k", "v"u8.ToArray(), TimeSpan.FromMinutes(1), null)];
        await values.ApplyAsync(space, new KeyValueQuota(), writes, default);
        Assert.Equal("v"u8.ToArray(), await values.GetAsync(space, "k", default));
        Assert.Equal(["k"], (await values.ListAsync(space, "", null, 10, default)).Keys);

        await events.OpenTopicAsync(new EventTopic("t"), default);
        await events.OpenGroupAsync("t", new EventGroup("g"), default);
        Task waiting = events.WaitForEventsAsync("t", "g", default).AsTask();
        await events.TryPublishAsync("t", new NewEvent(new byte[1]), default);
        await waiting;
        TakenEvent taken = Assert.Single((await events.TakeAsync("t", "g", 10, 10, default)).Events);
        Assert.Equal(1, await events.SettleAsync("t", "g", [new EventSettlement.Reject(taken.Receipt, "no")], default));

        // What was refused is the client's own business: it goes without.
        RedisResult[] refused = (RedisResult[])(await server.ExecuteAsync("ACL", "LOG"))!;
        Assert.All(refused, entry => Assert.StartsWith("__Booksleeve_", (string)entry.ToDictionary()["object"]!, StringComparison.Ordinal));
        await CheckKeysAsync(server);
    }

    [Fact]
    public void The_options_have_the_defaults_of_the_page()
    {
        RedisStoreOptions options = new();
        foreach (PropertyInfo property in typeof(RedisStoreOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.Contains($"| `{property.Name}` | `{property.GetValue(options)}` |", page, StringComparison.Ordinal);
        }
    }

    /// <summary>Every key that is there is a row of the page.</summary>
    private static async Task CheckKeysAsync(RedisServer server)
    {
        string[] patterns =
        [
            .. KeyRow().Matches(page).Select(row => $"^{Regex.Escape(row.Groups["key"].Value)}$"
                .Replace("<namespace>", "module/", StringComparison.Ordinal)
                .Replace("<topic>", @"t(\.dead)?", StringComparison.Ordinal)
                .Replace("<group>", "g", StringComparison.Ordinal)
                .Replace("<key>", "k", StringComparison.Ordinal)),
        ];
        string[] keys = (string[])(await server.ExecuteAsync("KEYS", "*"))!;
        Assert.True(keys.Length > 6, string.Join(' ', keys));
        Assert.All(keys, key => Assert.Contains(patterns, pattern => Regex.IsMatch(key, pattern)));
    }

    private static string Block(string language, int index) => CodeRegions.BlocksOf(page, language).ElementAt(index);

    private static string Metadata(string key) => typeof(RedisPageTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    [GeneratedRegex(@"^\| `(?<key>\S*ngixi\S*:\S+)` \| (string|hash|sorted set|stream):", RegexOptions.Multiline)]
    private static partial Regex KeyRow();
}
