using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>What a grant and a quota limit, a guest cannot have more of.</summary>
public sealed class FileLimitTests
{
    private const FileOpening ReadWrite = FileOpening.Read | FileOpening.Write;
    private const FileOpening Create = ReadWrite | FileOpening.Create;

    public static TheoryData<MountKind> Kinds => Mounted.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_more_is_open_at_a_time_than_the_grant_says(MountKind kind)
    {
        using Mounted mounted = new(kind, limits: new FileGrant { MaxOpen = 3 });
        mounted.Write("a", "");
        mounted.Outside.CreateDirectory("d");
        IGuestNode[] open =
        [
            mounted.Open<IGuestFile>("a", FileOpening.Read),
            mounted.Open<IGuestFile>("a", FileOpening.Read),
            mounted.Open<IGuestDirectory>("d", FileOpening.Directory),
        ];
        Assert.Equal(FileError.TooManyOpen, mounted.TryOpen("a", FileOpening.Read));
        Assert.Equal(FileError.TooManyOpen, ((IGuestDirectory)open[2]).Open("b", Create, out _));
        open[0].Dispose();
        open[0].Dispose();
        Assert.Equal(FileError.None, mounted.TryOpen("a", FileOpening.Read));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_call_reads_and_writes_as_many_bytes_as_the_grant_says_and_the_next_again(MountKind kind)
    {
        using Mounted mounted = new(kind, limits: new FileGrant { MaxBytesRead = 10, MaxBytesWritten = 5 });
        mounted.Write("a", "0123456789abcdef");
        IGuestFile file = mounted.Open<IGuestFile>("a", ReadWrite);
        byte[] buffer = new byte[8];
        Assert.Equal((FileError.None, 8), (file.Read(0, buffer, out int count), count));
        Assert.Equal((FileError.None, 2), (file.Read(8, buffer, out count), count));
        Assert.Equal((FileError.LimitReached, 0), (file.Read(10, buffer, out count), count));
        Assert.Equal((FileError.None, 3), (file.Write(0, "xyz"u8, out count), count));
        Assert.Equal((FileError.None, 2), (file.Append("xyz"u8, out count), count));
        Assert.Equal((FileError.LimitReached, 0), (file.Write(0, "xyz"u8, out count), count));
        Assert.Equal(FileError.None, file.Read(0, [], out _));
        mounted.CurrentCall++;
        Assert.Equal((FileError.None, 8), (file.Read(0, buffer, out count), count));
        Assert.Equal((FileError.None, 3), (file.Write(0, "xyz"u8, out count), count));
    }

    [Theory]
    [InlineData(MountKind.Memory)]
    [InlineData(MountKind.DirectoryWithQuota)]
    [InlineData(MountKind.Overlay)]
    [InlineData(MountKind.OverlayOfDirectories)]
    public void Files_have_as_many_bytes_as_the_quota_says(MountKind kind)
    {
        using Mounted mounted = new(kind, quota: new FileQuota { MaxBytes = 10 });
        IGuestFile file = mounted.Open<IGuestFile>("a", Create);
        Assert.Equal(FileError.NoSpace, file.SetLength(11));
        Assert.Equal(FileError.NoSpace, file.SetLength(long.MaxValue));
        Assert.Equal((FileError.None, 6), (file.Write(0, "abcdef"u8, out int count), count));
        IGuestFile other = mounted.Open<IGuestFile>("b", Create);
        Assert.Equal((FileError.None, 4), (other.Write(0, "ABCDEF"u8, out count), count));
        Assert.Equal((FileError.NoSpace, 0), (other.Write(4, "EF"u8, out count), count));
        Assert.Equal((FileError.NoSpace, 0), (other.Write(long.MaxValue - 10, "E"u8, out count), count));
        Assert.Equal((FileError.None, 2), (other.Write(0, "zz"u8, out count), count));
        Assert.Equal(FileError.None, file.SetLength(1));
        Assert.Equal((FileError.None, 2), (other.Append("EF"u8, out count), count));

        // What was removed counts for as long as it is open.
        Assert.Equal(FileError.None, mounted.Root.RemoveFile("b"));
        Assert.Equal((FileError.None, 3), (file.Append("0123456789"u8, out count), count));
        other.Dispose();
        Assert.Equal((FileError.None, 6), (file.Append("0123456789"u8, out count), count));
    }

    [Theory]
    [InlineData(MountKind.Memory)]
    [InlineData(MountKind.DirectoryWithQuota)]
    [InlineData(MountKind.Overlay)]
    [InlineData(MountKind.OverlayOfDirectories)]
    public void What_is_emptied_or_replaced_makes_room(MountKind kind)
    {
        using Mounted mounted = new(kind, quota: new FileQuota { MaxBytes = 10 });
        mounted.Write("a", "0123456789");
        Assert.Equal(FileError.None, mounted.TryOpen("a", FileOpening.Write | FileOpening.Truncate));
        mounted.Write("a", "01234");
        mounted.Write("b", "56789");
        Assert.Equal(FileError.None, mounted.Root.Rename("a", mounted.Root, "b"));
        mounted.Write("c", "56789");
        Assert.Equal(FileError.None, mounted.Root.Link("c", mounted.Root, "d"));
        Assert.Equal(FileError.None, mounted.Root.RemoveFile("c"));
        IGuestFile file = mounted.Open<IGuestFile>("d", ReadWrite);
        Assert.Equal((FileError.NoSpace, 0), (file.Append("x"u8, out int count), count));
        Assert.Equal((FileError.None, 0), (file.Append([], out count), count));
        Assert.Equal((FileError.None, 2), (file.Write(3, "xyz"u8, out count), count));
        Assert.Equal("567xy", mounted.Read("d"));
    }

    [Fact]
    public void What_is_in_a_directory_already_counts_each_file_once()
    {
        using TemporaryFolder folder = new();
        folder.Write("a/b/one", "12345");
        folder.Write("two", "123");
        File.CreateSymbolicLink(folder.At("out"), "/etc");
        File.CreateSymbolicLink(folder.At("a/up"), "../..");
        Assert.Equal(0, Command.Run("ln", folder.Path, "two", "a/again").ExitCode);
        using DirectoryFileSystem files = new(folder.Path, new FileQuota { MaxBytes = 10, MaxFiles = 10 });
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        using IGuestDirectory directory = root!;

        // The root, a, a/b, a/b/one, a/up, a/again, two and out are 8.
        Assert.Equal(FileError.None, directory.CreateDirectory("d"));
        Assert.Equal(FileError.None, directory.Open("e", Create, out IGuestNode? node));
        using IGuestFile file = (IGuestFile)node!;
        Assert.Equal((FileError.None, 2), (file.Append("123"u8, out int count), count));
        Assert.Equal(FileError.NoSpace, directory.CreateDirectory("f"));
    }

    [Fact]
    public void Removed_names_of_a_directory_make_room_for_others()
    {
        using Mounted mounted = new(MountKind.DirectoryWithQuota, quota: new FileQuota { MaxFiles = 3 });
        IGuestDirectory root = mounted.Root;
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(FileError.None, root.CreateDirectory("d"));
            Assert.Equal(FileError.None, mounted.TryOpen("f", Create));
            Assert.Equal(FileError.NoSpace, mounted.TryOpen("g", Create));
            Assert.Equal(FileError.NoSpace, root.CreateLink("g", "d"));
            Assert.Equal(FileError.NoSpace, root.Link("f", root, "g"));
            Assert.Equal(FileError.None, mounted.TryOpen("f", Create));
            Assert.Equal(FileError.None, root.RemoveFile("f"));
            Assert.Equal(FileError.NotFound, root.RemoveFile("f"));
            Assert.Equal(FileError.None, root.CreateLink("l", "d"));
            Assert.Equal(FileError.None, root.RemoveFile("l"));
            Assert.Equal(FileError.None, root.RemoveDirectory("d"));
        }
    }

    [Fact]
    public void Memory_holds_as_many_files_as_its_quota_says()
    {
        using Mounted mounted = new(MountKind.Memory, quota: new FileQuota { MaxFiles = 4 });
        IGuestDirectory root = mounted.Root;
        Assert.Equal(FileError.None, root.CreateDirectory("d"));
        Assert.Equal(FileError.None, root.CreateLink("l", "d"));
        IGuestFile file = mounted.Open<IGuestFile>("f", Create);
        Assert.Equal(FileError.NoSpace, mounted.TryOpen("g", Create));
        Assert.Equal(FileError.NoSpace, root.CreateDirectory("g"));
        Assert.Equal(FileError.NoSpace, root.CreateLink("g", "d"));
        Assert.Equal(FileError.None, root.Link("f", root, "another name"));
        root.RemoveFile("f");
        Assert.Equal(FileError.NoSpace, root.CreateDirectory("g"));
        root.RemoveFile("another name");
        Assert.Equal(FileError.NoSpace, root.CreateDirectory("g"));
        file.Dispose();
        Assert.Equal(FileError.None, root.CreateDirectory("g"));
        root.RemoveDirectory("g");
        Assert.Equal(FileError.None, root.CreateDirectory("g"));
        Assert.Equal(FileError.None, root.Rename("g", root, "d"));
        Assert.Equal(FileError.None, root.CreateDirectory("g"));
    }

    [Fact]
    public void A_directory_that_moved_into_a_removed_one_is_not_lost()
    {
        using Mounted mounted = new(MountKind.Memory);
        mounted.Root.CreateDirectory("a");
        mounted.Root.CreateDirectory("b");
        IGuestDirectory gone = mounted.Open<IGuestDirectory>("a", FileOpening.Directory);
        mounted.Root.RemoveDirectory("a");
        Assert.Equal(FileError.NotFound, mounted.Root.Rename("b", gone, "b"));
        Assert.Equal("b", Mounted.Names(mounted.Root));
    }

    [Fact]
    public void A_host_fills_and_reads_memory()
    {
        MemoryFileSystem memory = new(new FileQuota { MaxBytes = 8 });
        memory.WriteFile("data/2026/prices.csv", "1,2,3"u8);
        memory.WriteFile("data/2026/prices.csv", "4"u8);
        Assert.Equal("4"u8.ToArray(), memory.ReadFile("data/2026/prices.csv"));
        AssertFails("NotFound", () => memory.ReadFile("data/x"));
        AssertFails("IsADirectory", () => memory.ReadFile("data"));
        AssertFails("Escapes", () => memory.WriteFile("/a", []));
        AssertFails("NoSpace", () => memory.WriteFile("b", new byte[9]));
        AssertFails("NotADirectory", () => memory.WriteFile("data/2026/prices.csv/b", []));

        static void AssertFails(string error, Action action) =>
            Assert.Contains(error, Assert.Throws<IOException>(action).Message, StringComparison.Ordinal);
    }
}
