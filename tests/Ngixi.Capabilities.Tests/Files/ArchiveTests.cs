using System.Buffers.Binary;
using System.IO.Compression;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>A zip archive fills a virtual drive, and a hostile one does not.</summary>
public sealed class ArchiveTests
{
    // Where a header of the archive's directory has it.
    private const int Flags = 8;
    private const int CheckSum = 16;
    private const int Length = 24;

    [Fact]
    public void An_archive_becomes_a_virtual_drive()
    {
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);
        MemoryFileSystem memory = new();
        memory.WriteZip(Zip(archive =>
        {
            Add(archive, "data/deep/prices.csv", "1,2,3", entry => entry.LastWriteTime = time);
            archive.CreateEntry("data/empty/");
            Add(archive, "read.me", new string('x', 200_000));
        }));
        Assert.Equal("1,2,3"u8.ToArray(), memory.ReadFile("data/deep/prices.csv"));
        Assert.Equal(200_000, memory.ReadFile("read.me").Length);
        memory.OpenRoot(out IGuestDirectory? root);
        Assert.Equal(FileError.None, root!.GetStatus("data/empty", follow: false, out FileStatus status));
        Assert.Equal(FileKind.Directory, status.Kind);
        root.GetStatus("data/deep/prices.csv", follow: false, out status);
        Assert.Equal(time.Hour, DateTimeOffset.FromUnixTimeSeconds(status.Written / 1_000_000_000).Hour);
    }

    [Theory]
    [InlineData(0xA1FF, "is a link")]
    [InlineData(0x11FF, "is neither a file nor a directory")]
    [InlineData(0x21FF, "is neither a file nor a directory")]
    [InlineData(0x61FF, "is neither a file nor a directory")]
    [InlineData(0xC1FF, "is neither a file nor a directory")]
    public void An_entry_that_is_no_file_is_refused_before_any_is_taken(int mode, string message)
    {
        MemoryFileSystem memory = new();
        IOException exception = Assert.Throws<IOException>(() => memory.WriteZip(Zip(archive =>
        {
            Add(archive, "first", "x");
            Add(archive, "link", "/etc/passwd", entry => entry.ExternalAttributes = mode << 16);
        })));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => memory.ReadFile("first"));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "./a")]
    [InlineData("d/a", "d//a")]
    public void A_file_that_is_there_twice_is_refused(string one, string other)
    {
        IOException exception = Assert.Throws<IOException>(() => new MemoryFileSystem().WriteZip(Zip(archive =>
        {
            Add(archive, one, "what one program reads");
            Add(archive, other, "what another reads");
        })));
        Assert.Contains("is there twice", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a", "a/")]
    public void A_path_that_is_a_file_and_a_directory_is_refused(string one, string other) =>
        Assert.Throws<IOException>(() => new MemoryFileSystem().WriteZip(Zip(archive =>
        {
            Add(archive, one, "");
            Add(archive, other, "");
        })));

    [Theory]
    [InlineData(Length, 10)]
    [InlineData(Length, 999_999)]
    [InlineData(Length, 1_000_001)]
    [InlineData(Length, int.MaxValue)]
    [InlineData(CheckSum, 0)]
    public void An_entry_that_is_not_what_the_archive_says_is_refused(int field, int value)
    {
        byte[] archive = Zip(archive => Add(archive, "zeros", new string('\0', 1_000_000))).ToArray();
        new MemoryFileSystem().WriteZip(new MemoryStream(archive));
        BinaryPrimitives.WriteInt32LittleEndian(archive.AsSpan(DirectoryOf(archive) + field), value);
        Assert.Throws<InvalidDataException>(() => new MemoryFileSystem().WriteZip(new MemoryStream(archive)));
    }

    [Fact]
    public void An_encrypted_entry_is_refused()
    {
        byte[] archive = Zip(archive => Add(archive, "a", "x")).ToArray();
        archive[DirectoryOf(archive) + Flags] |= 1;
        IOException exception = Assert.Throws<IOException>(() => new MemoryFileSystem().WriteZip(new MemoryStream(archive)));
        Assert.Contains("is encrypted", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_anywhere_is_an_exception_of_files_or_none()
    {
        byte[] archive = Zip(archive =>
        {
            Add(archive, "d/a", "what is in it");
            Add(archive, "b", new string('x', 1_000));
        }).ToArray();
        for (int i = 0; i < archive.Length; i++)
        {
            byte[] damaged = [.. archive];
            damaged[i] ^= 0xFF;
            Take(damaged);
            Take(archive[..i]);
        }

        static void Take(byte[] bytes)
        {
            try
            {
                new MemoryFileSystem().WriteZip(new MemoryStream(bytes));
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or NotSupportedException)
            {
                // It is told, and the host lives.
            }
        }
    }

    [Fact]
    public void An_archive_that_leads_out_or_grows_without_end_is_refused()
    {
        foreach (string path in new[] { "../a", "a/../../b", "/etc/passwd", "a/..", new string('a', 300) })
        {
            Assert.Throws<IOException>(() => new MemoryFileSystem().WriteZip(Zip(archive => Add(archive, path, "x"))));
        }

        Stream bomb = Zip(archive => Add(archive, "zeros", new string('\0', 10_000_000)));
        Assert.InRange(bomb.Length, 0, 20_000);
        Assert.Contains(
            "NoSpace",
            Assert.Throws<IOException>(() => new MemoryFileSystem(new FileQuota { MaxBytes = 100_000 }).WriteZip(bomb)).Message,
            StringComparison.Ordinal);
        Stream many = Zip(archive => Enumerable.Range(0, 100).ToList().ForEach(i => Add(archive, $"{i}", "")));
        Assert.Throws<IOException>(() => new MemoryFileSystem(new FileQuota { MaxFiles = 50 }).WriteZip(many));
        Assert.Throws<InvalidDataException>(() => new MemoryFileSystem().WriteZip(new MemoryStream([1, 2, 3])));
    }

    private static MemoryStream Zip(Action<ZipArchive> fill)
    {
        MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            fill(archive);
        }

        stream.Position = 0;
        return stream;
    }

    private static void Add(ZipArchive archive, string path, string content, Action<ZipArchiveEntry>? change = null)
    {
        ZipArchiveEntry entry = archive.CreateEntry(path);
        change?.Invoke(entry);
        using StreamWriter writer = new(entry.Open());
        writer.Write(content);
    }

    /// <summary>Finds the header of the first entry in the archive's directory.</summary>
    private static int DirectoryOf(byte[] archive) => archive.AsSpan().IndexOf("PK\u0001\u0002"u8);
}
