using System.Text;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>What is below an overlay is seen, and stays as it is.</summary>
public sealed class OverlayTests : IDisposable
{
    private const FileOpening ReadWrite = FileOpening.Read | FileOpening.Write;
    private const FileOpening Create = FileOpening.Write | FileOpening.Create;

    private readonly TemporaryFolder folder = new();
    private readonly DirectoryFileSystem below;
    private readonly List<IDisposable> opened = [];

    public OverlayTests()
    {
        folder.Write("below/d/e/deep", "deep");
        folder.Write("below/d/file", "below");
        folder.Write("below/top", "top");
        System.IO.Directory.CreateDirectory(folder.At("below/empty"));
        File.CreateSymbolicLink(folder.At("below/link"), "d/file");
        below = Keep(new DirectoryFileSystem(folder.At("below")));
    }

    public static TheoryData<bool> AboveOnHost => [false, true];

    public void Dispose()
    {
        opened.Reverse();
        opened.ForEach(item => item.Dispose());
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void What_is_below_is_seen_and_copied_before_it_is_first_written(bool aboveOnHost)
    {
        IGuestDirectory root = Root(Overlay(aboveOnHost, out IGuestFileSystem above));
        IGuestFile reading = Open(root, "d/file", FileOpening.Read);
        Assert.Equal("below", Read(root, "link"));
        Assert.Equal("", Mounted.Names(Root(above)));
        Open(root, "d/e/deep", FileOpening.Read | FileOpening.Create);
        Assert.Equal("", Mounted.Names(Root(above)));
        IGuestFile writing = Open(root, "link", ReadWrite);
        Assert.Equal("d", Mounted.Names(Root(above)));
        Assert.Equal(FileError.None, writing.Write(5, "!"u8, out _));
        Assert.Equal("below!", Read(root, "d/file"));
        Assert.Equal("below!", Read(root, "link"));
        Assert.Equal("below", Text(reading));
        Assert.Equal("below!", Read(Root(above), "d/file"));
        Assert.Equal("deep", Read(root, "d/e/deep"));
        AssertBelowIsUntouched();
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void A_copy_has_the_times_of_what_is_below_and_an_emptied_one_no_content(bool aboveOnHost)
    {
        IGuestDirectory root = Root(Overlay(aboveOnHost, out _));
        root.GetStatus("top", follow: false, out FileStatus before);
        Open(root, "top", FileOpening.Write).Dispose();
        root.GetStatus("top", follow: false, out FileStatus after);
        Assert.Equal((before.Written, 3L), (after.Written, after.Length));
        Open(root, "d/file", FileOpening.Write | FileOpening.Truncate).Dispose();
        Assert.Equal("", Read(root, "d/file"));
        Assert.Equal(FileError.None, root.SetTimes("d/e/deep", follow: false, new FileTimes(1, 2)));
        root.GetStatus("d/e/deep", follow: false, out after);
        Assert.Equal((2L, 4L), (after.Written, after.Length));
        Assert.Equal(FileError.None, Open(root, "d/e/deep", FileOpening.Read).SetTimes(new FileTimes(null, 3)));
        root.GetStatus("d/e/deep", follow: false, out after);
        Assert.Equal(3, after.Written);
        Assert.Equal(FileError.None, root.SetTimes("link", follow: false, new FileTimes(null, 4)));
        root.GetStatus("link", follow: false, out after);
        Assert.Equal((FileKind.Link, 4L), (after.Kind, after.Written));
        AssertBelowIsUntouched();
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void The_times_of_a_file_that_is_open_from_below_are_set_in_its_copy(bool aboveOnHost)
    {
        IGuestDirectory root = Root(Overlay(aboveOnHost, out _));
        IGuestFile file = Open(root, "d/file", FileOpening.Read);
        root.Dispose();
        Assert.Equal(FileError.None, file.SetTimes(new FileTimes(1, 2)));
        Assert.Equal(FileError.ReadOnly, file.Write(0, "x"u8, out _));
        Assert.Equal(FileError.ReadOnly, file.SetLength(0));
        AssertBelowIsUntouched();
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void Names_that_are_removed_stay_so_and_may_be_given_again(bool aboveOnHost)
    {
        OverlayFileSystem files = Overlay(aboveOnHost, out _);
        IGuestDirectory root = Root(files);
        Assert.Equal(FileError.NotEmpty, root.RemoveDirectory("d"));
        Assert.Equal(FileError.None, root.RemoveFile("d/file"));
        Assert.Equal(FileError.NotFound, root.RemoveFile("d/file"));
        Assert.Equal("NotFound", Read(root, "link"));
        Assert.Equal(FileError.None, root.RemoveFile("d/e/deep"));
        Assert.Equal(FileError.None, root.RemoveDirectory("d/e"));
        Assert.Equal(FileError.None, root.RemoveDirectory("d"));
        Assert.Equal("empty link top", Mounted.Names(root));
        Assert.Equal("empty link top", Mounted.Names(Root(files)));

        // A new directory of the name has nothing of the old one.
        Assert.Equal(FileError.None, root.CreateDirectory("d"));
        Assert.Equal("", Mounted.Names(Directory(root, "d")));
        Assert.Equal("NotFound", Read(root, "d/e/deep"));
        Open(root, "d/file", Create).Dispose();
        Assert.Equal("", Read(root, "d/file"));
        Assert.Equal(FileError.None, root.RemoveFile("d/file"));
        Assert.Equal(FileError.NotFound, root.GetStatus("d/file", follow: false, out _));
        AssertBelowIsUntouched();
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void A_listing_has_each_name_once_and_goes_on_while_files_are_copied(bool aboveOnHost)
    {
        for (int i = 0; i < 50; i++)
        {
            folder.Write($"below/many/{i:00}", "");
        }

        IGuestDirectory root = Root(Overlay(aboveOnHost, out _));
        Open(root, "many/07", FileOpening.Write).Dispose();
        Open(root, "many/new", Create).Dispose();
        Assert.Equal(FileError.None, root.RemoveFile("many/08"));
        IGuestDirectory many = Directory(root, "many");
        List<FileEntry> entries = [];
        for (int before = -1; before != entries.Count;)
        {
            before = entries.Count;
            Assert.Equal(FileError.None, many.List(before == 0 ? 0 : entries[^1].Next, 7, entries));
            Open(root, $"many/{20 + (entries.Count / 7):00}", FileOpening.Write).Dispose();
        }

        Assert.Equal(
            Enumerable.Range(0, 50).Where(i => i != 8).Select(i => $"{i:00}").Append("new"),
            entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(50, entries.Select(entry => entry.Inode).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void Files_from_below_are_renamed_and_linked_and_directories_are_not(bool aboveOnHost)
    {
        IGuestDirectory root = Root(Overlay(aboveOnHost, out _));
        Assert.Equal(FileError.None, root.Rename("d/file", root, "top"));
        Assert.Equal("below", Read(root, "top"));
        Assert.Equal("NotFound", Read(root, "d/file"));
        Assert.Equal(FileError.None, root.Link("d/e/deep", root, "d/file"));
        Assert.Equal("deep", Read(root, "d/file"));
        Assert.Equal(FileError.None, root.Rename("link", root, "d/moved"));
        Assert.Equal(FileError.None, root.ReadLink("d/moved", out string target));
        Assert.Equal("d/file", target);
        Assert.Equal(FileError.OtherMount, root.Rename("d", root, "moved"));
        Assert.Equal(FileError.OtherMount, root.Rename("empty", root, "moved"));
        Assert.Equal(FileError.Invalid, root.Rename("d", root, "d/e/f"));
        Assert.Equal(FileError.IsADirectory, root.Rename("top", root, "empty"));
        Assert.Equal(FileError.Denied, root.Link("d", root, "linked"));

        // One that is above alone is, over an empty one below as well.
        Assert.Equal(FileError.None, root.CreateDirectory("made"));
        Open(root, "made/file", Create).Dispose();
        Assert.Equal(FileError.NotEmpty, root.Rename("made", root, "d"));
        Assert.Equal(FileError.None, root.Rename("made", root, "empty"));
        Assert.Equal("file", Mounted.Names(Directory(root, "empty")));
        Assert.Equal("d empty top", Mounted.Names(root));
        AssertBelowIsUntouched();
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void Links_of_either_layer_lead_to_files_of_the_other_and_never_out(bool aboveOnHost)
    {
        folder.Write("secret", "secret");
        File.CreateSymbolicLink(folder.At("below/out"), "../secret");
        File.CreateSymbolicLink(folder.At("below/absolute"), "/etc/passwd");
        IGuestDirectory root = Root(Overlay(aboveOnHost, out _));
        Assert.Equal(FileError.None, root.CreateLink("d/e/up", "../../top"));
        Assert.Equal("top", Read(root, "d/e/up"));
        Open(root, "d/file", FileOpening.Write).Write(0, "BELOW"u8, out _);
        Assert.Equal("BELOW", Read(root, "link"));
        foreach (string path in new[] { "out", "absolute" })
        {
            Assert.Equal("Escapes", Read(root, path));
            Assert.Equal(FileError.None, root.Rename(path, root, "moved"));
            Assert.Equal("Escapes", Read(root, "moved"));
            Assert.Equal(FileError.Escapes, root.Open("moved", Create, out _));
        }

        Assert.Equal("secret", File.ReadAllText(folder.At("secret")));
    }

    [Theory]
    [MemberData(nameof(AboveOnHost))]
    public void A_copy_that_has_no_room_leaves_nothing_behind(bool aboveOnHost)
    {
        folder.Write("below/large", new string('x', 200_000));
        IGuestDirectory root = Root(Overlay(aboveOnHost, out IGuestFileSystem above, new FileQuota { MaxBytes = 100_000, MaxFiles = 3 }));
        Assert.Equal(FileError.NoSpace, root.Open("large", ReadWrite, out _));
        Assert.Equal(FileError.NoSpace, root.Open("d/e/deep", ReadWrite, out _));
        Assert.Equal("d", string.Join(' ', Mounted.Names(Root(above)).Split(' ').Where(name => name == "d" || name == "large")));
        Assert.Equal(FileError.None, root.Open("large", FileOpening.Read, out IGuestNode? node));
        using IGuestFile file = (IGuestFile)node!;
        file.GetStatus(out FileStatus status);
        Assert.Equal(200_000, status.Length);
        Assert.Equal("deep", Read(root, "d/e/deep"));
    }

    [Fact]
    public void A_path_is_no_longer_than_others_however_it_is_reached()
    {
        IGuestDirectory directory = Root(Overlay(aboveOnHost: true, out _));
        FileError error = FileError.None;
        int depth = 0;
        for (; depth < 100 && error == FileError.None; depth++)
        {
            error = directory.CreateDirectory("a");
            directory = error == FileError.None ? Directory(directory, "a") : directory;
        }

        Assert.Equal((FileError.NameTooLong, 65), (error, depth));
    }

    [Fact]
    public void Descriptors_of_both_layers_are_given_back()
    {
        OverlayFileSystem files = Overlay(aboveOnHost: true, out _);
        Use();
        int before = System.IO.Directory.GetFileSystemEntries("/proc/self/fd").Length;
        for (int i = 0; i < 100; i++)
        {
            Use();
        }

        // Others of the process open files, too, at the same time: not a hundred of them.
        Assert.InRange(System.IO.Directory.GetFileSystemEntries("/proc/self/fd").Length, 0, before + 50);

        void Use()
        {
            Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
            Assert.Equal(FileError.None, root!.Open("d", FileOpening.Directory, out IGuestNode? directory));
            root.Open("missing/x", FileOpening.Read, out _);
            root.Dispose();
            Assert.Equal(FileError.None, ((IGuestDirectory)directory!).Open("file", ReadWrite, out IGuestNode? file));
            directory.Dispose();
            Assert.Equal("below", Text((IGuestFile)file!));
            file!.Dispose();
            file.Dispose();
        }
    }

    private OverlayFileSystem Overlay(bool aboveOnHost, out IGuestFileSystem above, FileQuota? quota = null)
    {
        System.IO.Directory.CreateDirectory(folder.At("above"));
        above = aboveOnHost
            ? Keep(new DirectoryFileSystem(folder.At("above"), quota))
            : new MemoryFileSystem(quota);
        return new OverlayFileSystem(below, above);
    }

    private IGuestDirectory Root(IGuestFileSystem files)
    {
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        return Keep(root!);
    }

    private IGuestFile Open(IGuestDirectory root, string path, FileOpening opening)
    {
        Assert.Equal(FileError.None, root.Open(path, opening, out IGuestNode? node));
        return Keep(Assert.IsType<IGuestFile>(node, exactMatch: false));
    }

    private IGuestDirectory Directory(IGuestDirectory root, string path)
    {
        Assert.Equal(FileError.None, root.Open(path, FileOpening.Directory, out IGuestNode? node));
        return Keep(Assert.IsType<IGuestDirectory>(node, exactMatch: false));
    }

    private static string Read(IGuestDirectory root, string path)
    {
        FileError error = root.Open(path, FileOpening.Read, out IGuestNode? node);
        using (node)
        {
            return error == FileError.None ? Text((IGuestFile)node!) : $"{error}";
        }
    }

    private static string Text(IGuestFile file)
    {
        byte[] buffer = new byte[64];
        Assert.Equal(FileError.None, file.Read(0, buffer, out int count));
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    private void AssertBelowIsUntouched()
    {
        Assert.Equal("below", File.ReadAllText(folder.At("below/d/file")));
        Assert.Equal("deep", File.ReadAllText(folder.At("below/d/e/deep")));
        Assert.Equal("top", File.ReadAllText(folder.At("below/top")));
        Assert.Equal("d empty link top", Mounted.Names(Root(below)));
        Assert.True(File.GetLastWriteTimeUtc(folder.At("below/d/e/deep")).Year > 2000);
    }

    private T Keep<T>(T item)
        where T : IDisposable
    {
        opened.Add(item);
        return item;
    }
}
