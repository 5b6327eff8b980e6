using System.Diagnostics;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>A host reads what a guest wrote, and nothing that a guest wants it to read besides.</summary>
public sealed partial class GuestDirectoryReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DirectoryFileSystem files;
    private readonly GuestDirectoryReader reader;

    public GuestDirectoryReaderTests()
    {
        folder.Write("guest/reports/may.csv", "1,2,3");
        folder.Write("secrets/may.csv", "secret");
        files = new DirectoryFileSystem(folder.At("guest"));
        reader = new GuestDirectoryReader(files);
    }

    public void Dispose()
    {
        files.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_is_read_up_to_its_limit()
    {
        Assert.Equal("1,2,3"u8.ToArray(), reader.ReadFile("reports/may.csv", maxBytes: 5));
        AssertFails("has more than 4 bytes", () => reader.ReadFile("reports/may.csv", maxBytes: 4));
        AssertFails("has more than 0 bytes", () => reader.ReadFile("reports/may.csv", maxBytes: 0));
        folder.Write("guest/empty", "");
        Assert.Empty(reader.ReadFile("empty", maxBytes: 0));
        using Stream stream = reader.OpenRead("reports/may.csv", maxBytes: long.MaxValue);
        Assert.Equal("1,2,3", new StreamReader(stream).ReadToEnd());
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadFile("reports/may.csv", maxBytes: -1));
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_ends_at_the_limit()
    {
        using Stream stream = reader.OpenRead("reports/may.csv", maxBytes: 5);
        stream.ReadExactly(new byte[5]);
        File.AppendAllText(folder.At("guest/reports/may.csv"), "4");
        AssertFails("has more than 5 bytes", () => stream.ReadExactly(new byte[1]));
    }

    [Fact]
    public void Links_are_followed_nowhere()
    {
        File.CreateSymbolicLink(folder.At("guest/out"), "../secrets/may.csv");
        File.CreateSymbolicLink(folder.At("guest/absolute"), folder.At("secrets/may.csv"));
        File.CreateSymbolicLink(folder.At("guest/inside"), "reports/may.csv");
        File.CreateSymbolicLink(folder.At("guest/directory"), "reports");
        File.CreateSymbolicLink(folder.At("guest/environment"), "/proc/self/environ");
        foreach (string path in new[] { "out", "absolute", "inside", "directory/may.csv", "environment", "directory" })
        {
            Assert.Throws<IOException>(() => reader.ReadFile(path, 100));
        }

        Assert.Throws<IOException>(() => reader.List("directory"));
        Assert.Equal(["reports"], reader.List().Select(entry => entry.Name));
        Assert.Equal(["may.csv"], reader.List("reports").Select(entry => entry.Name));
        foreach (string path in new[]
        {
            "..", "../secrets/may.csv", "reports/../../secrets/may.csv", "/etc/passwd", "", ".", "a\0b", "a//b",
        })
        {
            Assert.Throws<IOException>(() => reader.ReadFile(path, 100));
        }
    }

    [Fact]
    public void A_FIFO_is_refused_without_waiting_and_not_listed()
    {
        Assert.Equal(0, mkfifo(folder.At("guest/fifo"), 0x1B6));
        Stopwatch took = Stopwatch.StartNew();
        AssertFails("Denied", () => reader.ReadFile("fifo", 100));
        AssertFails("IsADirectory", () => reader.ReadFile("reports", 100));
        Assert.True(took.Elapsed < TimeSpan.FromSeconds(5), $"It took {took.Elapsed}.");
        Assert.Equal(["reports"], reader.List().Select(entry => entry.Name));
    }

    [Fact]
    public void A_directory_with_more_entries_than_wanted_is_an_exception()
    {
        for (int i = 0; i < 300; i++)
        {
            folder.Write($"guest/many/{i}", "");
        }

        Assert.Equal(300, reader.List("many", maxEntries: 300).Count);
        Assert.Equal(300, reader.List("many", maxEntries: int.MaxValue).Select(entry => entry.Name).Distinct().Count());
        AssertFails("has more than 299 entries", () => reader.List("many", maxEntries: 299));
        AssertFails("has more than 0 entries", () => reader.List("many", maxEntries: 0));
    }

    /// <summary>The guest makes the directory a link, and the file, while the host looks.</summary>
    [Fact]
    public void A_link_that_is_swapped_in_at_any_moment_is_not_followed()
    {
        int failed = 0;
        int read = 0;
        using (new SwappedDirectory(folder.At("guest/reports"), "../secrets"))
        {
            for (int i = 0; i < Tries.Count(10_000); i++)
            {
                try
                {
                    Assert.Equal("1,2,3"u8.ToArray(), reader.ReadFile("reports/may.csv", 100));
                    read++;
                }
                catch (IOException)
                {
                    failed++;
                }
            }
        }

        Assert.True(read > 0 && failed > 0, $"Nothing was swapped while the host looked: {read} read, {failed} failed.");
    }

    [Fact]
    public void Files_of_memory_are_read_alike()
    {
        MemoryFileSystem memory = new();
        memory.WriteFile("reports/may.csv", "1,2,3"u8);
        memory.OpenRoot(out IGuestDirectory? root);
        root!.CreateLink("link", "reports/may.csv");
        GuestDirectoryReader ofMemory = new(memory);
        Assert.Equal("1,2,3"u8.ToArray(), ofMemory.ReadFile("reports/may.csv", 100));
        AssertFails("TooManyLinks", () => ofMemory.ReadFile("link", 100));
        Assert.Equal(["reports"], ofMemory.List().Select(entry => entry.Name));
    }

    [Fact]
    public void Files_with_another_name_are_found()
    {
        Assert.Empty(files.FindHardLinks());
        Assert.Equal(0, Command.Run("ln", folder.Path, "secrets/may.csv", "guest/reports/linked").ExitCode);
        File.CreateSymbolicLink(folder.At("guest/link"), "../secrets");
        Assert.Equal(["reports/linked"], files.FindHardLinks());
        Assert.Equal(["reports/linked"], files.FindHardLinks(maxEntries: 4));
        AssertFails("more than 3 entries", () => files.FindHardLinks(maxEntries: 3));
        Directory.CreateDirectory(folder.At("guest/" + string.Join('/', Enumerable.Repeat("d", 70))));
        AssertFails("NameTooLong", () => files.FindHardLinks());
    }

    private static void AssertFails(string message, Action action) =>
        Assert.Contains(message, Assert.Throws<IOException>(action).Message, StringComparison.Ordinal);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);
}
