using System.Text;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>What a guest does with files is the same, whatever they are.</summary>
public sealed class MountTests
{
    private const FileOpening ReadWrite = FileOpening.Read | FileOpening.Write;

    public static TheoryData<MountKind> Kinds => Mounted.Kinds;

    public static TheoryData<MountKind> KindsWithLinks => Mounted.KindsWithLinks;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_is_written_read_and_cut_at_any_place(MountKind kind)
    {
        using Mounted mounted = new(kind);
        IGuestFile file = mounted.Open<IGuestFile>("a.txt", ReadWrite | FileOpening.Create);
        Assert.Equal(FileError.None, file.Write(3, "def"u8, out int written));
        Assert.Equal(3, written);
        Assert.Equal("\0\0\0def", mounted.Read("a.txt"));
        Assert.Equal(FileError.None, file.Append("ghi"u8, out _));
        Assert.Equal(FileError.None, file.Write(0, "abc"u8, out _));
        Assert.Equal("abcdefghi", mounted.Read("a.txt"));
        Assert.Equal(FileError.None, file.SetLength(4));
        Assert.Equal(FileError.None, file.SetLength(6));
        Assert.Equal("abcd\0\0", mounted.Read("a.txt"));
        byte[] buffer = new byte[8];
        Assert.Equal(FileError.None, file.Read(2, buffer, out int count));
        Assert.Equal("cd\0\0", Encoding.UTF8.GetString(buffer, 0, count));
        Assert.Equal(FileError.None, file.Read(6, buffer, out count));
        Assert.Equal(0, count);
        Assert.Equal(FileError.None, file.Read(1L << 40, buffer, out count));
        Assert.Equal(0, count);
        Assert.Equal(FileError.None, file.Flush());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_cut_off_does_not_come_back(MountKind kind)
    {
        using Mounted mounted = new(kind);
        IGuestFile file = mounted.Open<IGuestFile>("a", ReadWrite | FileOpening.Create);
        byte[] secret = [.. Enumerable.Repeat((byte)'x', 10_000)];
        file.Write(0, secret, out _);
        file.SetLength(4_100);
        file.SetLength(10_000);
        byte[] read = new byte[10_000];
        Assert.Equal(FileError.None, file.Read(0, read, out int count));
        Assert.Equal(10_000, count);
        Assert.All(read[..4_100], item => Assert.Equal((byte)'x', item));
        Assert.All(read[4_100..], item => Assert.Equal(0, item));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_is_made_only_where_it_is_asked_for_and_emptied_only_then(MountKind kind)
    {
        using Mounted mounted = new(kind);
        Assert.Equal(FileError.NotFound, mounted.TryOpen("a", ReadWrite));
        Assert.Equal(FileError.None, mounted.TryOpen("a", FileOpening.Write | FileOpening.Create | FileOpening.Exclusive));
        Assert.Equal(FileError.Exists, mounted.TryOpen("a", FileOpening.Write | FileOpening.Create | FileOpening.Exclusive));
        Assert.Equal(FileError.Invalid, mounted.TryOpen("b", FileOpening.Write | FileOpening.Create | FileOpening.Directory));
        mounted.Write("a", "kept");
        Assert.Equal(FileError.None, mounted.TryOpen("a", FileOpening.Write | FileOpening.Create));
        Assert.Equal("kept", mounted.Read("a"));
        Assert.Equal(FileError.None, mounted.TryOpen("a", FileOpening.Write | FileOpening.Truncate));
        Assert.Equal("", mounted.Read("a"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_does_what_it_was_opened_for_alone(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Write("a", "kept");
        IGuestFile reading = mounted.Open<IGuestFile>("a", FileOpening.Read);
        Assert.Equal(FileError.ReadOnly, reading.Write(0, "x"u8, out _));
        Assert.Equal(FileError.ReadOnly, reading.Append("x"u8, out _));
        Assert.Equal(FileError.ReadOnly, reading.SetLength(0));
        IGuestFile writing = mounted.Open<IGuestFile>("a", FileOpening.Write);
        Assert.Equal(FileError.Denied, writing.Read(0, new byte[4], out _));
        IGuestFile nothing = mounted.Open<IGuestFile>("a", FileOpening.None);
        Assert.Equal(FileError.Denied, nothing.Read(0, new byte[4], out _));
        Assert.Equal(FileError.ReadOnly, nothing.Write(0, "x"u8, out _));
        Assert.Equal("kept", mounted.Read("a"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Directories_are_made_listed_and_removed_when_they_are_empty(MountKind kind)
    {
        using Mounted mounted = new(kind);
        Assert.Equal(FileError.None, mounted.Root.CreateDirectory("a"));
        Assert.Equal(FileError.Exists, mounted.Root.CreateDirectory("a"));
        Assert.Equal(FileError.Exists, mounted.Root.CreateDirectory("a/"));
        Assert.Equal(FileError.NotFound, mounted.Root.CreateDirectory("b/c"));
        Assert.Equal(FileError.None, mounted.Root.CreateDirectory("a/b/"));
        mounted.Write("a/file", "");
        Assert.Equal(FileError.NotADirectory, mounted.Root.CreateDirectory("a/file/c"));
        Assert.Equal("b file", Mounted.Names(mounted.Open<IGuestDirectory>("a", FileOpening.Directory)));
        Assert.Equal(FileError.NotEmpty, mounted.Root.RemoveDirectory("a"));
        Assert.Equal(FileError.NotADirectory, mounted.Root.RemoveDirectory("a/file"));
        Assert.Equal(FileError.NotADirectory, mounted.Root.RemoveDirectory("a/file/"));
        Assert.Equal(FileError.IsADirectory, mounted.Root.RemoveFile("a/b"));
        Assert.Equal(FileError.IsADirectory, mounted.Root.RemoveFile("a/b/"));
        Assert.Equal(FileError.NotADirectory, mounted.Root.RemoveFile("a/file/"));
        Assert.Equal(FileError.None, mounted.Root.RemoveFile("a/file"));
        Assert.Equal(FileError.None, mounted.Root.RemoveDirectory("a/b/"));
        Assert.Equal(FileError.None, mounted.Root.RemoveDirectory("a"));
        Assert.Equal("", Mounted.Names(mounted.Root));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Dots_are_neither_made_nor_removed_nor_moved(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Root.CreateDirectory("a");
        foreach (string path in new[] { ".", "a/.", "a/..", "./.", "a/../." })
        {
            Assert.Equal(FileError.Exists, mounted.Root.CreateDirectory(path));
            Assert.Equal(FileError.Busy, mounted.Root.RemoveDirectory(path));
            Assert.Equal(FileError.Busy, mounted.Root.Rename(path, mounted.Root, "b"));
            Assert.Equal(FileError.Busy, mounted.Root.Rename("a", mounted.Root, path));
            Assert.Equal(FileError.Exists, mounted.Root.CreateLink(path, "x"));
        }

        Assert.Equal("a", Mounted.Names(mounted.Root));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_was_removed_stays_for_those_who_have_it_open(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Write("a", "still");
        IGuestFile file = mounted.Open<IGuestFile>("a", FileOpening.Read);
        Assert.Equal(FileError.None, mounted.Root.RemoveFile("a"));
        byte[] buffer = new byte[8];
        file.Read(0, buffer, out int count);
        Assert.Equal("still", Encoding.UTF8.GetString(buffer, 0, count));
        Assert.Equal(FileError.None, file.GetStatus(out FileStatus status));
        Assert.Equal(0UL, status.Links);
        Assert.Equal(FileError.NotFound, mounted.TryOpen("a", FileOpening.Read));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_made_in_a_directory_that_was_removed(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Root.CreateDirectory("a");
        IGuestDirectory directory = mounted.Open<IGuestDirectory>("a", FileOpening.Directory);
        mounted.Root.RemoveDirectory("a");
        Assert.Equal(FileError.NotFound, directory.CreateDirectory("b"));
        Assert.Equal(FileError.NotFound, directory.CreateLink("b", "c"));
        Assert.Equal(FileError.NotFound, directory.Open("b", FileOpening.Write | FileOpening.Create, out _));
        Assert.Equal("", Mounted.Names(directory));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_name_is_moved_over_another_of_its_kind(MountKind kind)
    {
        using Mounted mounted = new(kind);
        IGuestDirectory root = mounted.Root;
        mounted.Write("one", "1");
        mounted.Write("two", "2");
        root.CreateDirectory("a");
        root.CreateDirectory("b");
        mounted.Write("b/full", "");
        Assert.Equal(FileError.None, root.Rename("one", root, "two"));
        Assert.Equal("1", mounted.Read("two"));
        Assert.Equal(FileError.NotFound, root.Rename("one", root, "three"));
        Assert.Equal(FileError.IsADirectory, root.Rename("two", root, "a"));
        Assert.Equal(FileError.NotADirectory, root.Rename("a", root, "two"));
        Assert.Equal(FileError.NotADirectory, root.Rename("two", root, "three/"));
        Assert.Equal(FileError.NotADirectory, root.Rename("two/", root, "three"));
        Assert.Equal(FileError.NotEmpty, root.Rename("a", root, "b"));
        Assert.Equal(FileError.Invalid, root.Rename("b", root, "b/in"));
        Assert.Equal(FileError.None, root.Rename("b/", root, "a/"));
        Assert.Equal("a two", Mounted.Names(root));
        Assert.Equal(FileError.None, root.Rename("two", mounted.Open<IGuestDirectory>("a", FileOpening.Directory), "three"));
        Assert.Equal("1", mounted.Read("a/three"));
        Assert.Equal(FileError.None, root.Rename("a/three", root, "a/three"));
        Assert.Equal("1", mounted.Read("a/three"));
    }

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void A_file_has_several_names_and_goes_with_the_last(MountKind kind)
    {
        using Mounted mounted = new(kind);
        IGuestDirectory root = mounted.Root;
        mounted.Write("a", "same");
        root.CreateDirectory("d");
        Assert.Equal(FileError.None, root.Link("a", root, "d/b"));
        Assert.Equal(FileError.Exists, root.Link("a", root, "d/b"));
        Assert.Equal(FileError.Exists, root.Link("a", root, "d"));
        Assert.Equal(FileError.NotFound, root.Link("a", root, "c/"));
        Assert.Equal(FileError.NotADirectory, root.Link("a/", root, "c"));
        Assert.Equal(FileError.Denied, root.Link("d", root, "c"));
        root.GetStatus("a", false, out FileStatus a);
        root.GetStatus("d/b", false, out FileStatus b);
        Assert.Equal((a.Inode, 2UL), (b.Inode, b.Links));
        root.RemoveFile("a");
        Assert.Equal("same", mounted.Read("d/b"));
    }

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void Links_are_followed_where_they_lead_inside(MountKind kind)
    {
        using Mounted mounted = new(kind);
        IGuestDirectory root = mounted.Root;
        root.CreateDirectory("d");
        root.CreateDirectory("d/e");
        mounted.Write("d/file", "found");
        Assert.Equal(FileError.None, root.CreateLink("link", "d/file"));
        Assert.Equal(FileError.None, root.CreateLink("d/e/up", "../../link"));
        Assert.Equal(FileError.None, root.CreateLink("dir", "d/e/.."));
        Assert.Equal("found", mounted.Read("link"));
        Assert.Equal("found", mounted.Read("d/e/up"));
        Assert.Equal("found", mounted.Read("dir/file"));
        Assert.Equal("found", mounted.Read("dir/e/../file"));
        Assert.Equal("TooManyLinks", mounted.Read("link", FileOpening.Read | FileOpening.NoFollow));
        Assert.Equal("NotADirectory", mounted.Read("link/"));
        Assert.Equal(FileError.None, root.ReadLink("link", out string target));
        Assert.Equal("d/file", target);
        Assert.Equal(FileError.Invalid, root.ReadLink("d", out _));
        Assert.Equal(FileError.None, root.GetStatus("link", follow: false, out FileStatus own));
        Assert.Equal((FileKind.Link, 6L), (own.Kind, own.Length));
        Assert.Equal(FileError.None, root.GetStatus("link", follow: true, out FileStatus followed));
        Assert.Equal(FileKind.File, followed.Kind);
        Assert.Equal(FileError.Exists, root.CreateLink("link", "other"));
        Assert.Equal(FileError.NotFound, root.CreateLink("new/", "d"));
        Assert.Equal(FileError.None, root.RemoveFile("link"));
        Assert.Equal("found", mounted.Read("d/file"));
    }

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void A_link_that_leads_nowhere_makes_its_file_unless_it_must_be_new(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Root.CreateLink("link", "made");
        const FileOpening Create = FileOpening.Write | FileOpening.Create;
        Assert.Equal(FileError.NotFound, mounted.TryOpen("link", FileOpening.Read));
        Assert.Equal(FileError.Exists, mounted.TryOpen("link", Create | FileOpening.Exclusive));
        Assert.Equal("link", Mounted.Names(mounted.Root));
        Assert.Equal(FileError.None, mounted.TryOpen("link", Create));
        Assert.Equal("link made", Mounted.Names(mounted.Root));
    }

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void Times_are_kept_to_the_nanosecond(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Write("a", "");
        mounted.Root.CreateLink("link", "a");
        const long Time = 1_234_567_890_123_456_789;
        Assert.Equal(FileError.None, mounted.Root.SetTimes("link", follow: true, new FileTimes(Time, Time + 1)));
        mounted.Root.GetStatus("a", follow: true, out FileStatus status);
        Assert.Equal((Time, Time + 1), (status.Accessed, status.Written));
        Assert.Equal(FileError.None, mounted.Root.SetTimes("link", follow: false, new FileTimes(null, 7)));
        mounted.Root.GetStatus("link", follow: false, out status);
        Assert.Equal(7, status.Written);
        mounted.Root.GetStatus("a", follow: true, out status);
        Assert.Equal(Time + 1, status.Written);
        Assert.Equal(FileError.None, mounted.Open<IGuestFile>("a", FileOpening.Write).SetTimes(new FileTimes(-1, null)));
        mounted.Root.GetStatus("a", follow: true, out status);
        Assert.Equal((-1, Time + 1), (status.Accessed, status.Written));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_listing_goes_on_where_it_was_though_entries_come_and_go(MountKind kind)
    {
        using Mounted mounted = new(kind);
        for (int i = 0; i < 200; i++)
        {
            mounted.Write($"file-{i:000}", "");
        }

        HashSet<string> seen = [];
        List<FileEntry> page = [];
        for (long position = 0; ; position = page[^1].Next)
        {
            page.Clear();
            Assert.Equal(FileError.None, mounted.Root.List(position, 7, page));
            if (page.Count == 0)
            {
                break;
            }

            Assert.InRange(page.Count, 1, 7);
            foreach (FileEntry entry in page)
            {
                Assert.True(seen.Add(entry.Name), $"{entry.Name} is listed twice.");
                Assert.Equal(FileKind.File, entry.Kind);
                mounted.Root.RemoveFile(entry.Name);
            }
        }

        Assert.Equal(200, seen.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_position_that_no_listing_gave_is_safe(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Write("a", "");
        foreach (long position in new[] { 1, 2, 3, 1_000, int.MaxValue, 1L << 40, long.MaxValue - 1, long.MaxValue })
        {
            List<FileEntry> entries = [];
            Assert.True(mounted.Root.List(position, 10, entries) is FileError.None or FileError.Invalid);
            Assert.InRange(entries.Count, 0, 1);
        }

        Assert.Equal(FileError.Invalid, mounted.Root.List(-1, 10, []));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_may_have_any_character_but_a_slash(MountKind kind)
    {
        using Mounted mounted = new(kind);
        string[] names = ["…", "a b", "*?", "C:", "nul", "日本", "\u0001", "-", "~", ".hidden", "a\\b", "😀"];
        names = kind == MountKind.KeyValue ? [.. names.Except(["\u0001"])] : names;
        foreach (string name in names)
        {
            mounted.Write(name, name);
        }

        Assert.All(names, name => Assert.Equal(name, mounted.Read(name)));
        Assert.Equal(string.Join(' ', names.Order(StringComparer.Ordinal)), Mounted.Names(mounted.Root));
    }
}
