using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

public sealed class CompiledCacheTests : IDisposable
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private readonly TemporaryFolder folder = new();
    private readonly FakeLogCollector records = new();
    private readonly LoggerFactory loggers;

    public CompiledCacheTests() => loggers = new LoggerFactory([new FakeLoggerProvider(records)]);

    private string Entry => Assert.Single(Directory.GetFiles(folder.At("cache"), "*.compiled"));

    [Fact]
    public async Task What_one_engine_compiled_another_loads()
    {
        Assert.Equal((0, 1, 0), await RunAsync(Open()));
        Assert.Equal((1, 0, 0), await RunAsync(Open()));
    }

    [Fact]
    public async Task A_key_file_is_made_once_and_used_again()
    {
        CompiledCacheOptions options = new() { KeyFile = folder.At("keys/cache.key") };
        Assert.Equal((0, 1, 0), await RunAsync(Open(options)));
        Assert.Equal((1, 0, 0), await RunAsync(Open(options)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(options.KeyFile));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Entry));
        }
    }

    [Fact]
    public async Task Without_a_key_nothing_of_another_process_is_used()
    {
        CompiledCacheOptions options = new();
        Assert.Equal((0, 1, 0), await RunAsync(Open(options)));
        Assert.Equal((0, 1, 0), await RunAsync(Open(options)));
    }

    [Fact]
    public async Task Code_of_other_settings_is_not_used()
    {
        CompiledCache cache = Open();
        await RunAsync(cache);
        Assert.Equal((0, 2, 0), await RunAsync(cache, limits: new ModuleLimits { Fuel = 1_000_000 }));
        Assert.Equal((0, 3, 0), await RunAsync(cache, stack: 256 * 1024));
        Assert.Equal((1, 3, 0), await RunAsync(cache));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("edited")]
    [InlineData("longer")]
    [InlineData("empty")]
    [InlineData("another's")]
    [InlineData("renamed")]
    public async Task What_is_not_whole_and_ours_is_compiled_anew(string damage)
    {
        await RunAsync(Open());
        string entry = Entry;
        byte[] bytes = await File.ReadAllBytesAsync(entry);
        byte[] damaged = damage switch
        {
            "cut" => bytes[..^1],
            "edited" => Edited(bytes, bytes.Length / 2),
            "longer" => [.. bytes, 0],
            "empty" => [],
            "another's" => await EntryOfAsync(new CompiledCacheOptions { Key = new byte[32] }, new ModuleLimits()),
            _ => await EntryOfAsync(new CompiledCacheOptions { Key = Key }, new ModuleLimits { Fuel = 1_000_000 }),
        };
        Assert.NotEqual(bytes, damaged);
        await File.WriteAllBytesAsync(entry, damaged);
        Assert.Equal((0, 1, 1), await RunAsync(Open()));
        Assert.Equal((1, 0, 0), await RunAsync(Open()));
        Assert.Contains(records.GetSnapshot(), record =>
            record.Message.StartsWith($"Compiled code in {entry} is not used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_bit_of_a_file_counts()
    {
        await RunAsync(Open());
        byte[] bytes = await File.ReadAllBytesAsync(Entry);
        using GuestEngine engine = new(new GuestEngineOptions { CompiledCache = Open() });
        foreach (int seed in Tries.Seeds(20))
        {
            await File.WriteAllBytesAsync(Entry, Edited(bytes, new Random(seed).Next(bytes.Length)));
            engine.LoadText(Wat.Odd).Dispose();
        }

        Assert.Equal((0, Tries.Count(20)), (engine.Options.CompiledCache!.Hits, engine.Options.CompiledCache.Refusals));
    }

    [Fact]
    public async Task A_huge_file_is_not_read()
    {
        await RunAsync(Open());
        await using (FileStream file = File.OpenWrite(Entry))
        {
            file.SetLength(1L << 40);
        }

        Assert.Equal((0, 1, 1), await RunAsync(Open()));
        Assert.True(new FileInfo(Entry).Length < 1L << 30);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("pipe")]
    [InlineData("directory")]
    [InlineData("open")]
    public async Task What_others_could_have_put_there_is_removed(string kind)
    {
        await RunAsync(Open());
        string entry = Entry;
        string target = folder.At("target");
        File.Copy(entry, target);
        if (kind == "open")
        {
            Command.Run("chmod", folder.Path, "666", entry).Succeeds();
        }
        else
        {
            File.Delete(entry);
            switch (kind)
            {
                case "link":
                    File.CreateSymbolicLink(entry, target);
                    break;
                case "pipe":
                    Command.Run("mkfifo", folder.Path, entry).Succeeds();
                    break;
                default:
                    Directory.CreateDirectory(entry);
                    break;
            }
        }

        Assert.Equal((0, 1, 1), await RunAsync(Open()));
        Assert.True(File.Exists(target));
        Assert.Equal((1, 0, 0), await RunAsync(Open()));
    }

    [Fact]
    public void A_directory_that_others_can_write_is_refused()
    {
        Directory.CreateDirectory(folder.At("cache"));
        Command.Run("chmod", folder.Path, "777", folder.At("cache")).Succeeds();
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Open());
        Assert.Contains("others may write it", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_no_directory()
    {
        Directory.CreateSymbolicLink(folder.At("cache"), Directory.CreateDirectory(folder.At("other")).FullName);
        Assert.Contains("it is no directory", Assert.Throws<InvalidOperationException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readable", "others may read or write it")]
    [InlineData("link", "it is no file")]
    [InlineData("pipe", "it is no file")]
    [InlineData("short", "it has 31 bytes, and not 32")]
    [InlineData("another's", "it belongs to the user")]
    public void A_key_that_is_not_this_users_alone_is_refused(string kind, string reason)
    {
        string path = folder.At("key");
        File.WriteAllBytes(path, new byte[kind == "short" ? 31 : 32]);
        Command.Run("chmod", folder.Path, kind == "readable" ? "644" : "600", path).Succeeds();
        switch (kind)
        {
            case "link":
                path = File.CreateSymbolicLink(folder.At("link"), path).FullName;
                break;
            case "pipe":
                Command.Run("mkfifo", folder.Path, "-m", "600", path = folder.At("pipe")).Succeeds();
                break;
            case "another's" when Environment.IsPrivilegedProcess:
                Command.Run("chown", folder.Path, "12345", path).Succeeds();
                break;
            case "another's":
                path = "/etc/passwd"; // Of the superuser, which this user is not.
                break;
        }

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => Open(new CompiledCacheOptions { KeyFile = path }));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_long_enough() =>
        Assert.Throws<ArgumentException>(() => Open(new CompiledCacheOptions { Key = new byte[31] }));

    [Fact]
    public async Task What_was_used_last_is_kept()
    {
        await RunAsync(Open());
        long size = new FileInfo(Entry).Length;
        CompiledCache cache = Open(new CompiledCacheOptions { Key = Key, MaxBytes = (size * 5) / 2 });
        await RunAsync(cache, stack: 256 * 1024);
        foreach (string file in Directory.GetFiles(cache.Directory))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }

        Assert.Equal((1, 1, 0), await RunAsync(cache));
        Assert.Equal((1, 2, 0), await RunAsync(cache, stack: 384 * 1024));
        Assert.Equal(2, Directory.GetFiles(cache.Directory).Length);
        Assert.Equal((2, 2, 0), await RunAsync(cache));
        Assert.Equal((2, 3, 0), await RunAsync(cache, stack: 256 * 1024));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_in_time()
    {
        CompiledCache cache = Open();
        File.WriteAllText(Path.Combine(cache.Directory, "old.tmp"), "");
        File.WriteAllText(Path.Combine(cache.Directory, "new.tmp"), "");
        File.SetLastWriteTimeUtc(Path.Combine(cache.Directory, "old.tmp"), DateTime.UtcNow.AddHours(-2));
        await RunAsync(cache);
        Assert.Equal(["new.tmp"], Directory.GetFiles(cache.Directory, "*.tmp").Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_told_of()
    {
        CompiledCache cache = Open();
        Directory.Delete(cache.Directory);
        Assert.Equal((0, 1, 0), await RunAsync(cache));
        Assert.Contains(records.GetSnapshot(), record => record.Message.StartsWith("Compiled code in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Processes_share_a_cache_and_may_be_killed()
    {
        string key = folder.At("key");
        string cache = folder.At("cache");
        using (StressProcess first = StressProcess.Start("cache", cache, key, "1000"))
        using (StressProcess second = StressProcess.Start("cache", cache, key, "1000"))
        {
            // Both compile and load the same modules when they are ended.
            await first.ReadLineAsync();
            await second.ReadLineAsync();
        }

        using StressProcess third = StressProcess.Start("cache", cache, key, "3");
        using StressProcess fourth = StressProcess.Start("cache", cache, key, "3");
        Assert.Equal(["loaded 1", "loaded 2", "loaded 3", "refused 0"], await third.ReadToEndAsync());
        Assert.Equal(["loaded 1", "loaded 2", "loaded 3", "refused 0"], await fourth.ReadToEndAsync());
    }

    public void Dispose()
    {
        loggers.Dispose();
        folder.Dispose();
    }

    private static byte[] Edited(byte[] bytes, int at)
    {
        byte[] edited = [.. bytes];
        edited[at] ^= 1;
        return edited;
    }

    private CompiledCache Open(CompiledCacheOptions? options = null) =>
        new(folder.At("cache"), options ?? new CompiledCacheOptions { Key = Key });

    private async Task<(long Hits, long Misses, long Refusals)> RunAsync(
        CompiledCache cache, ModuleLimits? limits = null, int stack = 512 * 1024)
    {
        using GuestEngine engine = new(new GuestEngineOptions { CompiledCache = cache, Loggers = loggers, GuestStack = stack });
        using GuestModule module = engine.LoadText(Wat.Odd, limits);
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(5, (await guest.CallAsync(it => it.Add(2, 3))).Value);
        return (cache.Hits, cache.Misses, cache.Refusals);
    }

    private async Task<byte[]> EntryOfAsync(CompiledCacheOptions options, ModuleLimits limits)
    {
        CompiledCache other = new(folder.At("other"), options);
        await RunAsync(other, limits);
        return await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(other.Directory)));
    }
}
