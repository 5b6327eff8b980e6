using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>A grant that would give more than it says is refused when it is made, in words that say what to do.</summary>
public sealed class FileGrantTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FileGrantTests()
    {
        Directory.CreateDirectory(folder.At("data/public"));
        Directory.CreateDirectory(folder.At("data-evil"));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/", "is the whole host")]
    [InlineData("/proc", "is in /proc")]
    [InlineData("/proc/self", "is in /proc")]
    [InlineData("/proc/self/root", "is the whole host")]
    [InlineData("/sys", "is in /sys")]
    [InlineData("/dev", "is in /dev")]
    [InlineData("/dev/../proc", "is in /proc")]
    [InlineData("/tmp/..", "is the whole host")]
    public void A_directory_of_the_system_is_no_guests(string path, string reason)
    {
        string message = Assert.Throws<ArgumentException>(() => new DirectoryFileSystem(path)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Matches("Grant the directory that guests need|Copy what guests need", message);
    }

    [Fact]
    public void A_link_to_a_directory_of_the_system_is_no_other_name_for_it()
    {
        File.CreateSymbolicLink(folder.At("link"), "/proc");
        string message = Assert.Throws<ArgumentException>(() => new DirectoryFileSystem(folder.At("link"))).Message;
        Assert.Contains("which is /proc, is in /proc", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_an_exception()
    {
        Assert.Throws<DirectoryNotFoundException>(() => new DirectoryFileSystem(folder.At("nothing")));
        folder.Write("file", "");
        Assert.Throws<DirectoryNotFoundException>(() => new DirectoryFileSystem(folder.At("file")));
    }

    [Fact]
    public void One_directory_in_another_has_the_same_rights()
    {
        using DirectoryFileSystem outer = new(folder.At("data"));
        using DirectoryFileSystem inner = new(folder.At("data/public"));
        foreach ((bool first, bool second) in new[] { (true, false), (false, true) })
        {
            string message = Assert.Throws<ArgumentException>(() => Grant(outer, first, inner, second)).Message;
            Assert.Contains("what they may not write by one path they could by the other", message, StringComparison.Ordinal);
            Assert.Contains(folder.At("data/public"), message, StringComparison.Ordinal);
        }

        Assert.Equal(2, Grant(outer, true, inner, true).Mounts.Count);
        Assert.Equal(2, Grant(outer, false, inner, false).Mounts.Count);
    }

    [Fact]
    public void A_directory_by_another_name_is_the_same()
    {
        File.CreateSymbolicLink(folder.At("link"), folder.At("data"));
        using DirectoryFileSystem one = new(folder.At("data"));
        using DirectoryFileSystem other = new(folder.At("link"));
        Assert.Throws<ArgumentException>(() => Grant(one, true, other, false));
        Assert.Throws<ArgumentException>(() => Grant(one, true, one, false));
        MemoryFileSystem memory = new();
        Assert.Contains(
            "have the same files",
            Assert.Throws<ArgumentException>(() => Grant(memory, true, memory, false)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_overlay_or_a_single_file_is_made_of_has_one_right_as_well()
    {
        using DirectoryFileSystem data = new(folder.At("data"));
        using DirectoryFileSystem inner = new(folder.At("data/public"));
        folder.Write("data/public/file", "");
        folder.Write("data/public/other", "");
        MemoryFileSystem memory = new();
        Assert.Throws<ArgumentException>(() => Grant(new OverlayFileSystem(data, memory), true, inner, true));
        Assert.Throws<ArgumentException>(() => Grant(new OverlayFileSystem(data, memory), true, memory, false));
        Assert.Throws<ArgumentException>(() => Grant(new SingleFileSystem(inner, "file"), true, data, false));
        Assert.Throws<ArgumentException>(() => Grant(data, true, new SingleFileSystem(inner, "file"), false));
        Assert.Throws<ArgumentException>(
            () => Grant(new SingleFileSystem(data, "public/file"), true, new SingleFileSystem(inner, "file"), false));
        Assert.Equal(2, Grant(new SingleFileSystem(inner, "file"), true, new SingleFileSystem(inner, "other"), false).Mounts.Count);
        Assert.Equal(2, Grant(new OverlayFileSystem(data, memory), true, inner, false).Mounts.Count);
        Assert.Throws<ArgumentException>(() => new OverlayFileSystem(data, inner));
        Assert.Throws<ArgumentException>(() => new OverlayFileSystem(memory, memory));
        Assert.Throws<ArgumentException>(() => new OverlayFileSystem(new OverlayFileSystem(memory, new MemoryFileSystem()), memory));
    }

    [Fact]
    public void A_directory_whose_name_begins_alike_is_another()
    {
        using DirectoryFileSystem one = new(folder.At("data"));
        using DirectoryFileSystem other = new(folder.At("data-evil"));
        Assert.Equal(2, Grant(one, true, other, false).Mounts.Count);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("/data/")]
    [InlineData("//data")]
    [InlineData("/data/../x")]
    [InlineData("/./data")]
    [InlineData("/da\0ta")]
    public void The_path_of_a_mount_is_as_guests_see_it(string path) =>
        Assert.Throws<ArgumentException>(() => new FileMount(path, new MemoryFileSystem()));

    [Fact]
    public void Two_mounts_have_two_paths() => Assert.Contains(
        "Two mounts have the path /one",
        Assert.Throws<ArgumentException>(() => new FileGrant
        {
            Mounts = [new FileMount("/one", new MemoryFileSystem()), new FileMount("/one", new MemoryFileSystem())],
        }).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Limits_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileGrant { MaxOpen = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileGrant { MaxBytesRead = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileGrant { MaxBytesWritten = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileGrant { MaxEntriesListed = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileQuota { MaxBytes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileQuota { MaxFiles = 0 });
    }

    [Fact]
    public void A_directory_that_is_renamed_stays_that_of_the_guests()
    {
        using DirectoryFileSystem files = new(folder.At("data"));
        Directory.Move(folder.At("data"), folder.At("moved"));
        Directory.CreateDirectory(folder.At("data"));
        folder.Write("data/secret", "");
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        using (root)
        {
            Assert.Equal("public", Mounted.Names(root!));
        }
    }

    private static FileGrant Grant(IGuestFileSystem one, bool isOneWritable, IGuestFileSystem other, bool isOtherWritable) =>
        new() { Mounts = [new FileMount("/one", one, isOneWritable), new FileMount("/other", other, isOtherWritable)] };
}
