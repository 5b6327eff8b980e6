using System.Text;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>A directory as systems other than Linux have it. Attempts to get out are tested with the other file systems.</summary>
public sealed class CheckedDirectoryTests : IDisposable
{
    private const FileOpening Create = FileOpening.Read | FileOpening.Write | FileOpening.Create;

    private readonly TemporaryFolder folder = new();
    private readonly DirectoryFileSystem files;
    private readonly IGuestDirectory root;

    public CheckedDirectoryTests()
    {
        folder.Write("mounted/d/file", "inside");
        folder.Write("secrets/file", "secret");
        files = new DirectoryFileSystem(folder.At("mounted"), new FileQuota { MaxBytes = 20 }, isChecked: true);
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? opened));
        root = opened!;
    }

    public void Dispose()
    {
        root.Dispose();
        files.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_is_written_read_cut_and_emptied()
    {
        Assert.Equal(FileError.None, root.Open("a", Create, out IGuestNode? node));
        using IGuestFile file = (IGuestFile)node!;
        Assert.Equal((FileError.None, 3), (file.Write(2, "abc"u8, out int count), count));
        Assert.Equal((FileError.None, 1), (file.Append("d"u8, out count), count));
        byte[] buffer = new byte[8];
        Assert.Equal((FileError.None, 6), (file.Read(0, buffer, out count), count));
        Assert.Equal("\0\0abcd", Encoding.UTF8.GetString(buffer, 0, count));
        Assert.Equal(FileError.None, file.SetLength(4));
        Assert.Equal(FileError.None, file.SetTimes(new FileTimes(null, 1_500_000_000_000_000_000)));
        Assert.Equal(FileError.None, file.GetStatus(out FileStatus status));
        Assert.Equal((FileKind.File, 4L, 1_500_000_000_000_000_000L), (status.Kind, status.Length, status.Written));
        Assert.Equal(FileError.None, root.GetStatus("a", follow: true, out FileStatus same));
        Assert.Equal((status.Inode, 4L), (same.Inode, same.Length));
        Assert.Equal(FileError.NoSpace, file.SetLength(15));
        Assert.Equal(FileError.None, file.Flush());
        Assert.Equal(FileError.None, root.Open("a", FileOpening.Write | FileOpening.Truncate, out IGuestNode? again));
        again!.Dispose();
        Assert.Equal("", File.ReadAllText(folder.At("mounted/a")));
    }

    [Fact]
    public void A_directory_is_listed_in_pages()
    {
        root.CreateDirectory("e");
        root.CreateLink("link", "d/file");
        List<FileEntry> entries = [];
        Assert.Equal(FileError.None, root.List(0, 2, entries));
        Assert.Equal(FileError.None, root.List(entries[^1].Next, 2, entries));
        Assert.Equal(
            [("d", FileKind.Directory), ("e", FileKind.Directory), ("link", FileKind.Link)],
            entries.Select(entry => (entry.Name, entry.Kind)).Order());
        Assert.Equal(FileError.None, root.List(entries[^1].Next, 2, entries));
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public void An_open_directory_whose_place_a_link_takes_leads_nowhere()
    {
        Assert.Equal(FileError.None, root.Open("d", FileOpening.Directory, out IGuestNode? node));
        using IGuestDirectory directory = (IGuestDirectory)node!;
        Directory.Move(folder.At("mounted/d"), folder.At("mounted/moved"));
        File.CreateSymbolicLink(folder.At("mounted/d"), "../secrets");
        Assert.Equal(FileError.NotFound, directory.Open("file", FileOpening.Read, out _));
        Assert.Equal(FileError.NotFound, directory.Open("made", Create, out _));
        Assert.Equal(FileError.NotFound, directory.RemoveFile("file"));
        Assert.Equal(FileError.NotFound, directory.GetStatus("file", follow: false, out _));
        List<FileEntry> entries = [];
        Assert.Equal(FileError.None, directory.List(0, 10, entries));
        Assert.Empty(entries);
        Assert.Equal(["file"], Directory.GetFileSystemEntries(folder.At("secrets")).Select(Path.GetFileName));
    }

    [Fact]
    public void The_directory_itself_is_known_by_its_path_without_links()
    {
        File.CreateSymbolicLink(folder.At("link"), "mounted");
        using DirectoryFileSystem linked = new(folder.At("link/d"), null, isChecked: true);
        Assert.Equal(folder.At("mounted/d"), linked.HostPath);
        Assert.Throws<ArgumentException>(() => new DirectoryFileSystem("/", null, isChecked: true));
        Assert.Throws<ArgumentException>(() => new DirectoryFileSystem("/dev", null, isChecked: true));
        Assert.Throws<DirectoryNotFoundException>(() => new DirectoryFileSystem(folder.At("none"), null, isChecked: true));
        Assert.Throws<PlatformNotSupportedException>(() => linked.FindHardLinks());
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("AUX .txt")]
    [InlineData("COM1")]
    [InlineData("com¹.log")]
    [InlineData("LPT9")]
    [InlineData("CONIN$")]
    [InlineData("C:file")]
    [InlineData("file::$DATA")]
    [InlineData("a\\b")]
    [InlineData("file.")]
    [InlineData("file ")]
    [InlineData("a?")]
    [InlineData("a\u0001")]
    public void A_name_that_Windows_takes_for_something_else_is_none_there(string name)
    {
        Assert.False(PortableName.IsPlain(name, isWindows: true));
        Assert.True(PortableName.IsPlain(name, isWindows: false));
    }

    [Theory]
    [InlineData("file.txt")]
    [InlineData(".hidden")]
    [InlineData("CONSOLE")]
    [InlineData("COM")]
    [InlineData("COMX")]
    [InlineData("COM10")]
    [InlineData("日本 é.md")]
    public void Any_other_name_is_one_there(string name) => Assert.True(PortableName.IsPlain(name, isWindows: true));
}
