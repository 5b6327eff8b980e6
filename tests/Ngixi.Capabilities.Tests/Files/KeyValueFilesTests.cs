using System.Text;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>The values of a store as files, beside what they share with other file systems.</summary>
public sealed class KeyValueFilesTests
{
    private const FileOpening Create = FileOpening.Read | FileOpening.Write | FileOpening.Create;

    private readonly MemoryKeyValueStore store = new();
    private readonly KeyValueNamespace space = new("module");

    [Fact]
    public async Task Values_are_files_and_files_are_values()
    {
        await Put("reports/2026/jan.txt", "January");
        await Put("readme", "here");
        IGuestDirectory root = Root();
        Assert.Equal("readme reports", Mounted.Names(root));
        Assert.Equal("January", Read(root, "reports/2026/jan.txt"));
        Assert.Equal(FileError.None, root.GetStatus("reports/2026", follow: true, out FileStatus status));
        Assert.Equal((FileKind.Directory, 0L), (status.Kind, status.Length));
        Write(root, "reports/2026/feb.txt", "February");
        Assert.Equal("February", await Get("reports/2026/feb.txt"));
        Assert.Equal(FileError.None, root.CreateDirectory("empty"));
        Assert.Equal("", await Get("empty/"));
        Assert.Equal(FileError.None, root.RemoveFile("readme"));
        Assert.Null(await Get("readme"));

        // A directory that nobody made goes with its last key; one that was made stays.
        Assert.Equal(FileError.None, root.RemoveFile("reports/2026/jan.txt"));
        Assert.Equal(FileError.None, root.RemoveFile("reports/2026/feb.txt"));
        Assert.Equal("empty", Mounted.Names(root));
    }

    [Fact]
    public async Task Keys_that_are_no_paths_are_not_there()
    {
        foreach (string key in new[] { "a", "a/beneath", "d//x", "d/./x", "d/../x", "/rooted", "d/y" })
        {
            await Put(key, key);
        }

        IGuestDirectory root = Root();
        Assert.Equal("a d", Mounted.Names(root));
        Assert.Equal("a", Read(root, "a"));
        Assert.Equal(FileError.NotADirectory, root.Open("a/beneath", FileOpening.Read, out _));
        Assert.Equal(FileError.None, root.Open("d", FileOpening.Directory, out IGuestNode? directory));
        Assert.Equal("y", Mounted.Names((IGuestDirectory)directory!));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../other")]
    [InlineData("d/../..")]
    [InlineData("d/../../d/y")]
    [InlineData("/d/y")]
    public async Task A_path_that_leads_out_is_refused(string path)
    {
        await Put("d/y", "kept");
        using InstanceFiles files = new(new FileGrant { Mounts = [new FileMount("/", Files(), isWritable: true)] }, () => 1);
        IGuestDirectory root = files.Roots[0].Directory;
        Assert.All(
            new Func<FileError>[]
            {
                () => root.Open(path, FileOpening.Read, out _),
                () => root.Open($"{path}/new", Create, out _),
                () => root.GetStatus(path, follow: true, out _),
                () => root.CreateDirectory($"{path}/new"),
                () => root.RemoveFile(path),
                () => root.RemoveDirectory(path),
                () => root.Rename("d/y", root, path),
                () => root.Rename(path, root, "z"),
            },
            attempt => Assert.True(attempt() is FileError.Escapes, path));
        Assert.Equal("kept", await Get("d/y"));
    }

    [Fact]
    public void Links_and_times_are_refused()
    {
        IGuestDirectory root = Root();
        Write(root, "file", "");
        Assert.Equal(FileError.NotSupported, root.CreateLink("link", "file"));
        Assert.Equal(FileError.NotSupported, root.Link("file", root, "second"));
        Assert.Equal(FileError.NotSupported, root.SetTimes("file", follow: true, new FileTimes(1, 1)));
        Assert.Equal(FileError.NotSupported, root.SetTimes(new FileTimes(1, 1)));
        Assert.Equal(FileError.NotFound, root.SetTimes("other", follow: true, new FileTimes(1, 1)));
        Assert.Equal(FileError.Invalid, root.ReadLink("file", out _));
        Assert.Equal("file", Mounted.Names(root));
    }

    [Fact]
    public void Names_that_no_key_has_are_refused()
    {
        IGuestDirectory root = Root();
        Assert.Equal(FileError.Invalid, root.Open("a\u0001", Create, out _));
        Assert.Equal(FileError.None, root.CreateDirectory(new string('a', 250)));
        string longest = $"{new string('a', 250)}/{new string('b', 250)}";
        Assert.Equal(FileError.None, root.CreateDirectory(longest));
        Assert.Equal(FileError.None, root.Open($"{longest}/{new string('c', 10)}", Create, out _));
        Assert.Equal(FileError.NameTooLong, root.CreateDirectory($"{longest}/{new string('d', 10)}"));
        Assert.Equal(FileError.NameTooLong, root.Open($"{longest}/{new string('c', 11)}", Create, out _));
        Write(root, "file", "kept");
        Assert.Equal(FileError.NameTooLong, root.Rename("file", root, $"{longest}/{new string('c', 11)}"));
        Assert.Equal("kept", Read(root, "file"));
    }

    [Fact]
    public async Task What_hosts_write_at_once_is_not_lost()
    {
        Write(Root(), "log", "");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using IGuestFile file = Open(Root(), "log", FileOpening.Write);
            for (int i = 0; i < 50; i++)
            {
                Assert.Equal((FileError.None, 1), (file.Append("x"u8, out int count), count));
            }
        })));
        Assert.Equal(new string('x', 200), await Get("log"));
    }

    [Fact]
    public async Task One_of_those_who_must_make_a_file_makes_it()
    {
        const FileOpening New = FileOpening.Write | FileOpening.Create | FileOpening.Exclusive;
        FileError[] errors = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Root().Open("new", New, out IGuestNode? _))));
        Assert.Equal(1, errors.Count(error => error == FileError.None));
        Assert.Equal(7, errors.Count(error => error == FileError.Exists));
    }

    [Fact]
    public void A_file_has_as_many_bytes_as_a_value_and_all_have_as_many_as_the_quota_says()
    {
        IGuestDirectory root = Root(new KeyValueQuota { MaxBytes = 20, MaxKeys = 3 }, maxFileBytes: 10);
        using IGuestFile file = Open(root, "a", Create);
        Assert.Equal((FileError.None, 10), (file.Write(0, "0123456789abc"u8, out int count), count));
        Assert.Equal((FileError.TooLarge, 0), (file.Append("x"u8, out count), count));
        Assert.Equal((FileError.TooLarge, 0), (file.Write(long.MaxValue - 1, "x"u8, out count), count));
        Assert.Equal(FileError.TooLarge, file.SetLength(11));
        Assert.Equal(FileError.None, file.Append([], out _));
        using IGuestFile other = Open(root, "b", Create);
        Assert.Equal((FileError.NoSpace, 0), (other.Write(0, "0123456789"u8, out count), count));
        Assert.Equal((FileError.None, 8), (other.Write(0, "01234567"u8, out count), count));
        Assert.Equal(FileError.NoSpace, root.CreateDirectory("directory"));
        Assert.Equal(FileError.None, file.SetLength(1));
        Assert.Equal(FileError.None, root.CreateDirectory("c"));
        Assert.Equal(FileError.NoSpace, root.Open("d", Create, out _));
        Assert.Equal("0", Read(root, "a"));
    }

    [Fact]
    public async Task A_directory_is_renamed_with_all_in_it_or_not_at_all()
    {
        IGuestDirectory root = Root();
        Assert.Equal(FileError.None, root.CreateDirectory("small"));
        Write(root, "small/one", "1");
        await Put("small/deep/two", "2");
        Assert.Equal(FileError.None, root.Rename("small", root, "moved"));
        Assert.Equal(("1", "2"), (Read(root, "moved/one"), Read(root, "moved/deep/two")));
        Assert.Equal("moved", Mounted.Names(root));
        for (int i = 0; i < 51; i++)
        {
            await Put($"large/{i}", "");
        }

        Assert.Equal(FileError.OtherMount, root.Rename("large", root, "moved/large"));
        Assert.Equal("large moved", Mounted.Names(root));
    }

    [Fact]
    public async Task A_listing_passes_over_directories_of_any_size()
    {
        for (int i = 0; i < 1_500; i++)
        {
            await Put($"b/{i:0000}/x", "", new KeyValueQuota { MaxKeys = 2_000 });
        }

        foreach (string key in new[] { "a", "b-", "b0", "c/d" })
        {
            await Put(key, "", new KeyValueQuota { MaxKeys = 2_000 });
        }

        IGuestDirectory root = Root();
        Assert.Equal("a b b- b0 c", Mounted.Names(root));
        Assert.Equal(FileError.None, root.Open("b", FileOpening.Directory, out IGuestNode? directory));
        List<FileEntry> entries = [];
        Assert.Equal(FileError.None, ((IGuestDirectory)directory!).List(0, 2_000, entries));
        Assert.Equal(Enumerable.Range(0, 1_500).Select(i => $"{i:0000}"), entries.Select(entry => entry.Name));
    }

    [Fact]
    public async Task A_value_keeps_its_time_to_live_when_it_is_written_and_renamed()
    {
        await store.ApplyAsync(
            space, new KeyValueQuota(), [new KeyValueWrite.Put("a", "x"u8.ToArray(), TimeSpan.FromHours(1), null)], default);
        IGuestDirectory root = Root();
        Write(root, "a", "changed");
        Assert.Equal(FileError.None, root.Rename("a", root, "b"));
        KeyValueEntry? entry = await store.FindAsync(space, "b", default);
        Assert.InRange(entry!.TimeToLive!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_store_that_is_out_of_order_or_does_not_answer_is_an_error()
    {
        foreach (BrokenStore broken in new[] { new BrokenStore(null), new BrokenStore(KeyValueError.Unavailable) })
        {
            KeyValueFileSystem files = new(broken, space, timeout: TimeSpan.FromMilliseconds(20));
            Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
            Assert.Equal(FileError.Failed, root!.Open("a", Create, out _));
            Assert.Equal(FileError.Failed, root.List(0, 10, []));
            Assert.Equal(FileError.Failed, root.CreateDirectory("a"));
            Assert.Equal(FileError.Failed, root.RemoveFile("a"));
        }
    }

    [Fact]
    public void What_is_no_time_and_no_size_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyValueFileSystem(store, space, maxFileBytes: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyValueFileSystem(store, space, timeout: TimeSpan.Zero));
    }

    private KeyValueFileSystem Files(KeyValueQuota? quota = null, int maxFileBytes = 1024 * 1024) => new(store, space, quota, maxFileBytes);

    private IGuestDirectory Root(KeyValueQuota? quota = null, int maxFileBytes = 1024 * 1024)
    {
        Assert.Equal(FileError.None, Files(quota, maxFileBytes).OpenRoot(out IGuestDirectory? root));
        return root!;
    }

    private async Task Put(string key, string value, KeyValueQuota? quota = null) => await store.ApplyAsync(
        space, quota ?? new KeyValueQuota(), [new KeyValueWrite.Put(key, Encoding.UTF8.GetBytes(value), null, null)], default);

    private async Task<string?> Get(string key) =>
        await store.FindAsync(space, key, default) is { } entry ? Encoding.UTF8.GetString(entry.Value.Span) : null;

    private static IGuestFile Open(IGuestDirectory root, string path, FileOpening opening)
    {
        Assert.Equal(FileError.None, root.Open(path, opening, out IGuestNode? node));
        return (IGuestFile)node!;
    }

    private static void Write(IGuestDirectory root, string path, string text)
    {
        using IGuestFile file = Open(root, path, Create | FileOpening.Truncate);
        Assert.Equal(FileError.None, file.Write(0, Encoding.UTF8.GetBytes(text), out _));
    }

    private static string Read(IGuestDirectory root, string path)
    {
        using IGuestFile file = Open(root, path, FileOpening.Read);
        byte[] buffer = new byte[256];
        Assert.Equal(FileError.None, file.Read(0, buffer, out int count));
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <summary>Throws an error, or never answers.</summary>
    private sealed class BrokenStore(KeyValueError? error) : IKeyValueStore
    {
        public KeyValueGuarantees Guarantees { get; } = new MemoryKeyValueStore().Guarantees;

        public ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
            Break<KeyValueEntry?>();

        public ValueTask<KeyValuePage> ListAsync(
            KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
            Break<KeyValuePage>();

        public ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
            KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken) =>
            Break<IReadOnlyList<KeyValueResult>>();

        private ValueTask<T> Break<T>() => error is { } known
            ? throw new KeyValueException(known, "It is out of order.")
            : new ValueTask<T>(new TaskCompletionSource<T>().Task);
    }
}
