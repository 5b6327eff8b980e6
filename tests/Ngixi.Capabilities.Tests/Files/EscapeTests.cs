namespace Ngixi.Capabilities.Tests.Files;

/// <summary>No path leads out of a mount, and where guests may not write, nothing changes.</summary>
public sealed class EscapeTests
{
    private const FileOpening Create = FileOpening.Write | FileOpening.Create;

    public static TheoryData<MountKind> Kinds => Mounted.Kinds;

    /// <summary>Paths that lead out, and those that come back after it. In the mount are <c>d/e</c> and <c>d/file</c>.</summary>
    public static TheoryData<MountKind, string> Outside
    {
        get
        {
            TheoryData<MountKind, string> data = [];
            foreach (MountKind kind in Enum.GetValues<MountKind>())
            {
                foreach (string path in new[]
                {
                    "/", "/etc/passwd", "//", "/mounted/d/file", "..", "../", "../secret", "../mounted/d/file", "d/../..",
                    "d/../../secret", "d/e/../../../secret", "./../secret", "d/./.././../secret", ".//..//secret", "d/../../mounted/d/file",
                    "up", "up/secret", "up/", "up/.", "absolute", "absolute/passwd", "d/twice", "d/twice/secret", "loop-out",
                    "d/e/../../up/secret", "secret-link", "secret-link/", "secret-link/.",
                })
                {
                    data.Add(kind, path);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void A_path_that_leads_out_is_refused_whatever_is_done_with_it(MountKind kind, string path)
    {
        using Mounted mounted = WithLinksOut(kind);
        IGuestDirectory root = mounted.Root;
        foreach (FileOpening opening in new[]
        {
            FileOpening.Read, FileOpening.Write, FileOpening.None, FileOpening.Directory, FileOpening.Truncate, Create,
            Create | FileOpening.Truncate,
        })
        {
            AssertOut(mounted.TryOpen(path, opening));
        }

        AssertOut(root.GetStatus(path, follow: true, out _));
        AssertOut(root.SetTimes(path, follow: true, new FileTimes(1, 1)));
        foreach (string below in new[] { $"{path}/x", $"{path}/../x", $"{path}//x/y" })
        {
            AssertOut(root.GetStatus(below, follow: false, out _));
            AssertOut(root.CreateDirectory(below));
            AssertOut(root.RemoveDirectory(below));
            AssertOut(root.RemoveFile(below));
            AssertOut(root.CreateLink(below, "y"));
            AssertOut(root.ReadLink(below, out _));
            AssertOut(root.Rename(below, root, "moved"));
            AssertOut(root.Rename("d/file", root, below));
            AssertOut(root.Link(below, root, "linked"));
            AssertOut(root.Link("d/file", root, below));
        }

        Assert.Equal("inside", mounted.Read("d/file"));
        AssertOutsideIsUntouched(mounted);

        void AssertOut(FileError error) =>
            Assert.True(error is FileError.Escapes or FileError.NotADirectory or FileError.IsADirectory, $"{path} is {error}.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_link_with_slashes_behind_it_is_no_way_to_what_it_leads_to(MountKind kind)
    {
        foreach (string slashes in new[] { "/", "//", "/." })
        {
            using Mounted mounted = WithLinksOut(kind);
            IGuestDirectory root = mounted.Root;
            string path = $"up{slashes}";
            Assert.NotEqual(FileError.None, mounted.TryOpen(path, FileOpening.Directory | FileOpening.NoFollow));
            Assert.NotEqual(FileError.None, root.GetStatus(path, follow: false, out _));
            Assert.NotEqual(FileError.None, root.SetTimes(path, follow: false, new FileTimes(1, 1)));
            Assert.NotEqual(FileError.None, root.CreateDirectory(path));
            Assert.NotEqual(FileError.None, root.RemoveDirectory(path));
            Assert.NotEqual(FileError.None, root.RemoveFile(path));
            Assert.NotEqual(FileError.None, root.ReadLink(path, out _));
            Assert.NotEqual(FileError.None, root.Rename(path, root, "moved"));
            Assert.NotEqual(FileError.None, root.Rename("d/e", root, path));
            Assert.NotEqual(FileError.None, root.Link(path, root, "linked"));
            Assert.Equal(FileKind.Link, StatusOf(mounted, "up").Kind);
            AssertOutsideIsUntouched(mounted);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_link_is_removed_and_moved_itself(MountKind kind)
    {
        using Mounted mounted = WithLinksOut(kind);
        Assert.Equal(FileError.None, mounted.Root.Rename("up", mounted.Root, "moved"));
        Assert.Equal(FileKind.Link, StatusOf(mounted, "moved").Kind);
        Assert.Equal(FileError.NotADirectory, mounted.Root.RemoveDirectory("moved"));
        Assert.Equal(FileError.None, mounted.Root.RemoveFile("moved"));
        AssertOutsideIsUntouched(mounted);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Links_that_lead_to_each_other_end(MountKind kind)
    {
        using Mounted mounted = new(kind);
        mounted.Root.CreateLink("self", "self");
        mounted.Root.CreateLink("a", "b");
        mounted.Root.CreateLink("b", "a");
        foreach (string path in new[] { "self", "a", "self/x", "a/b/c" })
        {
            Assert.Equal(FileError.TooManyLinks, mounted.TryOpen(path, FileOpening.Read));
            Assert.Equal(FileError.TooManyLinks, mounted.Root.GetStatus(path, follow: true, out _));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Absolute_links_and_paths_that_no_file_has_are_refused(MountKind kind)
    {
        using Mounted mounted = new(kind);
        IGuestDirectory root = mounted.Root;
        Assert.Equal(FileError.Escapes, root.CreateLink("link", "/etc/passwd"));
        Assert.Equal(FileError.NotFound, root.CreateLink("link", ""));
        Assert.Equal(FileError.NotFound, mounted.TryOpen("", FileOpening.Read));
        Assert.Equal(FileError.Invalid, mounted.TryOpen("a\0b", Create));
        Assert.Equal(FileError.Invalid, mounted.TryOpen("a\0", Create));
        Assert.Equal(FileError.NameTooLong, mounted.TryOpen(new string('a', 256), Create));
        Assert.Equal(FileError.NameTooLong, mounted.TryOpen(string.Concat(Enumerable.Repeat("a/", 65)), FileOpening.Read));
        Assert.Equal(FileError.NameTooLong, mounted.TryOpen(string.Concat(Enumerable.Repeat("./", 513)), FileOpening.Read));
        Assert.Equal(FileError.NameTooLong, mounted.TryOpen(new string('ä', 128), Create));
        Assert.Equal(FileError.None, mounted.TryOpen(new string('a', 255), Create));
        Assert.Equal(FileError.Invalid, mounted.TryOpen("a", Create | FileOpening.Directory));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Where_a_guest_may_not_write_nothing_changes(MountKind kind)
    {
        using Mounted mounted = new(kind, isWritable: false);
        mounted.Outside.CreateDirectory("d");
        mounted.Outside.CreateLink("link", "d/file");
        mounted.Write("d/file", "kept");
        IGuestDirectory root = mounted.Root;
        FileStatus before = StatusOf(mounted, "d/file");
        foreach (FileOpening opening in new[]
        {
            FileOpening.Write, FileOpening.Read | FileOpening.Write, FileOpening.Truncate, FileOpening.Read | FileOpening.Truncate,
            FileOpening.Create, FileOpening.Read | FileOpening.Create, Create | FileOpening.Exclusive,
        })
        {
            Assert.Equal(FileError.ReadOnly, mounted.TryOpen("d/file", opening));
            Assert.Equal(FileError.ReadOnly, mounted.TryOpen("link", opening));
            Assert.Equal(FileError.ReadOnly, mounted.TryOpen("new", opening));
        }

        IGuestFile file = mounted.Open<IGuestFile>("d/file", FileOpening.Read);
        IGuestDirectory directory = mounted.Open<IGuestDirectory>("d", FileOpening.Directory);
        Assert.All(
            new Func<FileError>[]
            {
                () => file.Write(0, "x"u8, out _),
                () => file.Append("x"u8, out _),
                () => file.SetLength(0),
                () => file.SetTimes(new FileTimes(1, 1)),
                () => directory.SetTimes(new FileTimes(1, 1)),
                () => root.SetTimes("d/file", true, new FileTimes(1, 1)),
                () => root.SetTimes("link", false, new FileTimes(1, 1)),
                () => root.CreateDirectory("e"),
                () => root.RemoveDirectory("d"),
                () => root.RemoveFile("d/file"),
                () => root.RemoveFile("link"),
                () => root.CreateLink("other", "d"),
                () => root.Link("d/file", root, "other"),
                () => root.Rename("d/file", root, "other"),
                () => directory.Rename("file", directory, "other"),
            },
            change => Assert.Equal(FileError.ReadOnly, change()));
        Assert.Equal("kept", mounted.Read("d/file"));
        Assert.Equal("d link", Mounted.Names(root));
        Assert.Equal(before with { Accessed = 0 }, StatusOf(mounted, "d/file") with { Accessed = 0 });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_moved_or_linked_from_one_mount_to_another(MountKind kind)
    {
        using Mounted one = new(kind);
        using Mounted other = new(kind);
        using InstanceFiles both = new(
            new FileGrant { Mounts = [new FileMount("/r", one.Files), new FileMount("/w", other.Files, isWritable: true)] },
            () => 1);
        (IGuestDirectory reading, IGuestDirectory writing) = (both.Roots[0].Directory, both.Roots[1].Directory);
        one.Write("a", "kept");
        other.Write("b", "");
        Assert.Equal(FileError.OtherMount, reading.Link("a", writing, "a"));
        Assert.Equal(FileError.OtherMount, reading.Rename("a", writing, "a"));
        Assert.Equal(FileError.OtherMount, writing.Rename("b", reading, "a"));
        Assert.Equal(FileError.OtherMount, writing.Link("b", reading, "b"));
        Assert.Equal("b", Mounted.Names(writing));
        Assert.Equal("a", Mounted.Names(reading));
    }

    /// <summary>A guest cannot make links that lead out. Whoever else writes into a directory can.</summary>
    internal static Mounted WithLinksOut(MountKind kind)
    {
        Mounted mounted = new(kind);
        mounted.Outside.CreateDirectory("d");
        mounted.Outside.CreateDirectory("d/e");
        mounted.Write("d/file", "inside");
        (string Path, string Target)[] links =
            [("up", ".."), ("d/twice", "../.."), ("loop-out", "d/../up"), ("secret-link", "../secret"), ("absolute", "/etc")];
        if (mounted.IsOnHost)
        {
            mounted.Folder.Write("secret", "secret");
            foreach ((string path, string target) in links)
            {
                File.CreateSymbolicLink(mounted.HostPath(path), target);
            }
        }
        else
        {
            // Past the policy, as a host might.
            Assert.Equal(FileError.None, mounted.Files.OpenRoot(out IGuestDirectory? root));
            foreach ((string path, string target) in links)
            {
                Assert.Equal(FileError.None, root!.CreateLink(path, target));
            }
        }

        return mounted;
    }

    private static FileStatus StatusOf(Mounted mounted, string path)
    {
        Assert.Equal(FileError.None, mounted.Root.GetStatus(path, follow: false, out FileStatus status));
        return status;
    }

    internal static void AssertOutsideIsUntouched(Mounted mounted)
    {
        if (mounted.IsOnHost)
        {
            Assert.Equal(["mounted", "secret"], Directory.GetFileSystemEntries(mounted.Folder.Path).Select(Path.GetFileName).Order());
            Assert.Equal("secret", File.ReadAllText(mounted.Folder.At("secret")));
        }
    }
}
