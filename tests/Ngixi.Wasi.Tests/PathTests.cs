using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>Paths with the flags and the errors of WASI. What they lead to is tested with the file systems.</summary>
public sealed class PathTests : IDisposable
{
    private const int Create = 1;
    private const int OpenDirectory = 2;
    private const int Exclusive = 4;
    private const int Truncate = 8;
    private const int Follow = 1;
    private const int NonBlocking = 4;

    private readonly TemporaryFolder folder = new();
    private readonly List<IDisposable> opened = [];

    public void Dispose()
    {
        opened.Reverse();
        opened.ForEach(item => item.Dispose());
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("interesting_paths", "path_open_missing", "path_open_create_existing", "path_open_dirfd_not_dir", "path_open_nonblock")]
    public void A_path_leads_where_it_says_or_nowhere(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        MakeDirectory(wasi, "dir");
        MakeDirectory(wasi, "dir/nested");
        int file = wasi.Opened("dir/nested/file", Create);
        foreach ((string path, WasiError error) in new[]
        {
            ("dir/.//nested/../../dir/nested/../nested///./file", WasiError.Success),
            ("dir/nested/", WasiError.Success),
            ("dir/nested///", WasiError.Success),
            ("/dir/nested/file", WasiError.NotCapable),
            ("dir/nested/../../../dir/nested/file", WasiError.NotCapable),
            ("dir/nested/file\0", WasiError.Invalid),
            ("dir/nested/file/", WasiError.NotADirectory),
            ("dir/nested/file///", WasiError.NotADirectory),
            ("dir/other", WasiError.NotFound),
        })
        {
            Assert.Equal(error, wasi.Open(path, rights: WasiRights.None).Error);
        }

        Assert.Equal(WasiError.Exists, wasi.Open("dir/nested/file", Create | Exclusive).Error);
        Assert.Equal(WasiError.NotADirectory, wasi.Open("below", Create, directory: file).Error);
        Assert.Equal(WasiError.Success, wasi.Open(".", flags: NonBlocking, rights: WasiRights.None).Error);
        Assert.Equal(WasiError.Invalid, wasi.Open(".", opening: 16).Error);
        Assert.Equal(WasiError.Invalid, wasi.Open(".", flags: 32).Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("path_exists", "symlink_create", "symlink_loop", "dangling_symlink", "nofollow_errors", "path_symlink_trailing_slashes")]
    public void A_link_is_followed_where_the_flag_says_so(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        MakeDirectory(wasi, "dir");
        wasi.Opened("dir/file", Create);
        foreach ((string target, string link, WasiFileType type) in new[]
        {
            ("dir", "to-dir", WasiFileType.Directory),
            ("dir/file", "to-file", WasiFileType.File),
        })
        {
            Assert.Equal(WasiError.Success, wasi.Symlink(target, link));
            Assert.Equal(type, wasi.Status(target).Status.Type);
            Assert.Equal(type, wasi.Status(target, Follow).Status.Type);
            Assert.Equal(WasiFileType.Link, wasi.Status(link).Status.Type);
            Assert.Equal(type, wasi.Status(link, Follow).Status.Type);
            Assert.Equal(WasiError.Success, wasi.Open(link, lookup: Follow, rights: WasiRights.None).Error);
            Assert.Equal(
                type == WasiFileType.Directory ? WasiError.Success : WasiError.NotADirectory,
                wasi.Open(link, OpenDirectory, WasiRights.None, Follow).Error);
        }

        Assert.Equal(WasiError.Success, wasi.Symlink("nothing", "to-nothing"));
        Assert.Equal(WasiError.Success, wasi.Symlink("itself", "itself"));
        foreach (string link in new[] { "to-dir", "to-file", "to-nothing", "itself" })
        {
            Assert.Equal(WasiError.TooManyLinks, wasi.Open(link, rights: WasiRights.None).Error);
            Assert.True(wasi.Open(link, OpenDirectory, WasiRights.None).Error is WasiError.NotADirectory or WasiError.TooManyLinks);
        }

        Assert.Equal(WasiError.NotFound, wasi.Open("to-nothing", lookup: Follow).Error);
        Assert.Equal(WasiError.TooManyLinks, wasi.Open("itself", lookup: Follow).Error);
        Assert.Equal(WasiError.NotCapable, wasi.Symlink("/", "to-root"));
        Assert.Equal(WasiError.NotFound, wasi.Symlink("nothing", "new/"));
        Assert.Equal(WasiError.Exists, wasi.Symlink("nothing", "dir"));
        Assert.Equal(WasiError.Exists, wasi.Symlink("nothing", "dir/"));
        Assert.Equal(WasiError.Exists, wasi.Symlink("nothing", "dir/file"));
        Assert.True(wasi.Symlink("nothing", "dir/file/") is WasiError.NotADirectory or WasiError.Exists);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("readlink")]
    public void A_link_is_read_as_far_as_there_is_room(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        Assert.Equal(WasiError.Success, wasi.Symlink("target", "link"));
        foreach ((int room, string read) in new[] { (10, "target"), (6, "target"), (4, "targ"), (0, "") })
        {
            wasi.Guest.Bytes(RawWasi.Result + 64, 10).Clear();
            Assert.Equal(WasiError.Success, wasi.CallPath("path_readlink", "link", 3, RawWasi.Result + 64, room, RawWasi.Result));
            Assert.Equal(Math.Min(room, 6), wasi.Int32(RawWasi.Result));
            Assert.Equal(read.PadRight(10, '\0'), wasi.Text(RawWasi.Result + 64, 10));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("path_filestat", "symlink_filestat")]
    public void Times_are_those_of_the_link_or_of_what_it_leads_to(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        const int Written = 4;
        const int WrittenNow = 8;
        wasi.Opened("file", Create);
        wasi.Symlink("file", "link");
        long before = wasi.Status("file").Status.Written;
        Assert.Equal(WasiError.Success, SetWritten("link", lookup: 0, 1_000, Written));
        Assert.Equal(1_000, wasi.Status("link").Status.Written);
        Assert.Equal(before, wasi.Status("link", Follow).Status.Written);
        Assert.Equal(WasiError.Success, SetWritten("link", Follow, 2_000, Written));
        Assert.Equal(2_000, wasi.Status("file").Status.Written);
        Assert.Equal(1_000, wasi.Status("link").Status.Written);
        foreach (int flags in new[] { 1 | 2, Written | WrittenNow, 16 })
        {
            Assert.Equal(WasiError.Invalid, SetWritten("file", lookup: 0, 3_000, flags));
        }

        Assert.Equal(2_000, wasi.Status("file").Status.Written);

        WasiError SetWritten(string path, int lookup, long time, int flags)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(path);
            wasi.Guest.Write(RawWasi.Result + 64, utf8);
            return wasi.Call("path_filestat_set_times", 3, lookup, RawWasi.Result + 64, utf8.Length, 0L, time, flags);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("path_link")]
    public void A_file_or_a_link_has_several_names_and_a_directory_one(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        MakeDirectory(wasi, "dir");
        int file = wasi.Opened("file", Create);
        Assert.Equal(WasiError.Success, wasi.Link("file", "dir/same"));
        Assert.Equal(wasi.Status(file).Status, wasi.Status(wasi.Opened("dir/same")).Status);
        Assert.Equal(WasiError.Exists, wasi.Link("file", "dir/same"));
        Assert.Equal(WasiError.Exists, wasi.Link("file", "file"));
        Assert.Equal(WasiError.Exists, wasi.Link("file", "dir"));
        Assert.Equal(WasiError.AccessDenied, wasi.Link("dir", "other"));
        Assert.Equal(WasiError.NotFound, wasi.Link("file", "other/"));
        foreach (string target in new[] { "nothing", "link" })
        {
            Assert.Equal(WasiError.Success, wasi.Symlink(target, "link"));
            Assert.Equal(WasiError.Success, wasi.Link("link", "second"));
            Assert.Equal(WasiFileType.Link, wasi.Status("second").Status.Type);
            Assert.Equal(WasiError.Exists, wasi.Link("file", "link"));
            Assert.Equal(WasiError.Invalid, wasi.Link("link", "third", Follow));
            Assert.Equal(WasiError.Success, wasi.CallPath("path_unlink_file", "link", 3));
            Assert.Equal(WasiError.Success, wasi.CallPath("path_unlink_file", "second", 3));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("path_rename", "path_rename_dir_trailing_slashes")]
    public void A_name_is_moved_over_one_of_its_kind_alone(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        MakeDirectory(wasi, "source");
        MakeDirectory(wasi, "empty");
        MakeDirectory(wasi, "full");
        wasi.Opened("full/file", Create);
        wasi.Opened("file", Create);
        Assert.Equal(WasiError.NotEmpty, wasi.Rename("source", "full"));
        Assert.Equal(WasiError.NotADirectory, wasi.Rename("source", "full/file"));
        Assert.Equal(WasiError.IsADirectory, wasi.Rename("file", "empty"));
        Assert.Equal(WasiError.Success, wasi.Rename("source", "empty"));
        Assert.Equal(WasiError.NotFound, wasi.Open("source", OpenDirectory).Error);
        foreach ((string path, string target) in new[]
        {
            ("empty/", "target"), ("target", "source/"), ("source/", "target/"), ("target", "source"), ("file", "moved"),
            ("moved", "full/file"),
        })
        {
            Assert.Equal(WasiError.Success, wasi.Rename(path, target));
            Assert.Equal(WasiError.NotFound, wasi.Open(path, rights: WasiRights.None).Error);
            Assert.Equal(WasiError.Success, wasi.Open(target, rights: WasiRights.None).Error);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("dangling_fd", "remove_directory_trailing_slashes", "remove_nonempty_directory", "unlink_file_trailing_slashes")]
    public void A_name_is_removed_as_its_kind_is_and_may_be_given_again(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        for (int i = 0; i < 2; i++)
        {
            MakeDirectory(wasi, "dir");
            wasi.Opened("dir", OpenDirectory, WasiRights.None);
            wasi.Opened("dir/file", Create);
            foreach ((string function, string path, WasiError error) in new[]
            {
                ("path_unlink_file", "dir", WasiError.IsADirectory),
                ("path_unlink_file", "dir/", WasiError.IsADirectory),
                ("path_unlink_file", "dir/file/", WasiError.NotADirectory),
                ("path_remove_directory", "dir/file", WasiError.NotADirectory),
                ("path_remove_directory", "dir/file/", WasiError.NotADirectory),
                ("path_remove_directory", "dir", WasiError.NotEmpty),
                ("path_remove_directory", "dir/", WasiError.NotEmpty),
                ("path_unlink_file", "dir/file", WasiError.Success),
                ("path_remove_directory", i == 0 ? "dir" : "dir/", WasiError.Success),
                ("path_remove_directory", "dir", WasiError.NotFound),
            })
            {
                Assert.Equal(error, wasi.CallPath(function, path, 3));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("file_unbuffered_write", "file_truncation")]
    public void What_one_descriptor_writes_another_reads_at_once(bool isInMemory)
    {
        RawWasi wasi = Start(isInMemory);
        int reading = wasi.Opened("file", Create);
        int writing = wasi.Opened("file", rights: WasiRights.Write);
        Assert.Equal((WasiError.Success, 1), wasi.Write(writing, "x"));
        Assert.Equal((WasiError.Success, "x"), wasi.Read(reading, 1));
        int emptied = wasi.Opened("file", Create | Truncate, WasiRights.Read | WasiRights.Write);
        Assert.Equal((WasiError.Success, ""), wasi.Read(emptied, 1));
        Assert.Equal(0, wasi.Status(reading).Status.Length);
    }

    private static void MakeDirectory(RawWasi wasi, string path) =>
        Assert.Equal(WasiError.Success, wasi.CallPath("path_create_directory", path, 3));

    private RawWasi Start(bool isInMemory)
    {
        IGuestFileSystem files = isInMemory ? new MemoryFileSystem() : Keep(new DirectoryFileSystem(folder.Path));
        return Keep(new RawWasi(new WasiGrant
        {
            Files = new GuestFiles(new FileGrant { Mounts = [new FileMount("/", files, isWritable: true)] }),
        }));
    }

    private T Keep<T>(T item)
        where T : IDisposable
    {
        opened.Add(item);
        return item;
    }
}
