using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>The imports of files are a second door to the same mounts: what they refuse, and what they limit.</summary>
public sealed class FileImportTests
{
    private const FileOpening Create = FileOpening.Read | FileOpening.Write | FileOpening.Create;

    private readonly MemoryFileSystem memory = new();

    [Theory]
    [MemberData(nameof(EscapeTests.Outside), MemberType = typeof(EscapeTests))]
    public void A_path_that_leads_out_is_refused_whatever_is_done_with_it(MountKind kind, string path)
    {
        using Mounted mounted = EscapeTests.WithLinksOut(kind);
        using RawFiles guest = new(new FileMount("/m", mounted.Files, isWritable: true));
        string absolute = path.StartsWith('/') ? path : $"/m/{path}";
        foreach (FileOpening opening in new[]
        {
            FileOpening.Read, FileOpening.Write, FileOpening.None, FileOpening.Directory, FileOpening.Truncate, Create,
            Create | FileOpening.Truncate,
        })
        {
            AssertOut(guest.TryOpen(absolute, opening));
        }

        AssertOut(guest.TryOpenDirectory(absolute));
        AssertOut(Enum.Parse<FileError>(guest.Read(absolute)));
        AssertOut(guest.Write(absolute, "x"));
        AssertOut(guest.Status(absolute));
        foreach (string below in new[] { $"{absolute}/x", $"{absolute}/../x", $"{absolute}//x/y" })
        {
            AssertOut(guest.Status(below, follow: false));
            AssertOut(guest.CreateDirectory(below));
            AssertOut(guest.RemoveDirectory(below));
            AssertOut(guest.RemoveFile(below));
            AssertOut(guest.Rename(below, "/m/moved"));
            AssertOut(guest.Rename("/m/d/file", below));
        }

        Assert.Equal("inside", guest.Read("/m/d/file"));
        EscapeTests.AssertOutsideIsUntouched(mounted);

        void AssertOut(FileError error) =>
            Assert.True(error is FileError.Escapes or FileError.NotADirectory or FileError.IsADirectory, $"{path} is {error}.");
    }

    [Fact]
    public void A_path_is_in_the_longest_mount_that_it_begins_with_and_leads_into_no_other()
    {
        MemoryFileSystem work = new();
        MemoryFileSystem deep = new();
        memory.WriteFile("a", "root"u8);
        memory.WriteFile("work/a", "hidden"u8);
        memory.WriteFile("workshop/a", "shop"u8);
        work.WriteFile("a", "work"u8);
        deep.WriteFile("a", "deep"u8);
        using RawFiles guest = new(new FileMount("/work", work), new FileMount("/", memory), new FileMount("/work/in/deep", deep));
        Assert.Equal("root", guest.Read("/a"));
        Assert.Equal("root", guest.Read("//a"));
        Assert.Equal("work", guest.Read("/work/a"));
        Assert.Equal("work", guest.Read("/work//./a"));
        Assert.Equal("shop", guest.Read("/workshop/a"));
        Assert.Equal("deep", guest.Read("/work/in/deep/a"));
        Assert.Equal("NotFound", guest.Read("/work/in/deeper"));
        Assert.Equal("Escapes", guest.Read("/work/../a"));
        Assert.Equal("Escapes", guest.Read("/work/in/deep/../../a"));
        Assert.Equal("Escapes", guest.Read("/../a"));
        foreach (string mount in new[] { "/", "/work", "/work/", "/work/.", "/work/in/deep//" })
        {
            Assert.Equal(FileError.None, guest.TryOpenDirectory(mount));
            Assert.Equal(FileError.IsADirectory, guest.TryOpen(mount, FileOpening.Read));
        }
    }

    [Fact]
    public void What_is_no_absolute_path_is_refused()
    {
        using RawFiles guest = new(new FileMount("/m", memory, isWritable: true));
        foreach (string path in new[] { "", ".", "m/a", "../m", "\\m\\a", "file:///m/a", "/m/a\0b" })
        {
            Assert.Equal(FileError.Invalid, guest.TryOpen(path, Create));
            Assert.Equal(FileError.Invalid, guest.CreateDirectory(path));
            Assert.Equal(FileError.Invalid, guest.Rename("/m/a", path));
        }

        foreach (string path in new[] { "/m/\ud800", "/m/a\udc00", "/m/\udc00\ud800" })
        {
            Assert.Equal(FileError.Invalid, guest.Status16(path));
        }

        Assert.Equal(FileError.NotFound, guest.Status16("/m/😀"));
        Assert.Equal(FileError.NameTooLong, guest.Status($"/m/{new string('a', 256)}"));
        Assert.Equal(FileError.NameTooLong, guest.Status($"/m/{string.Concat(Enumerable.Repeat("./", 513))}"));
        Assert.Equal(FileError.Escapes, guest.Status("/other"));
        Assert.Equal(FileError.Escapes, guest.Status("/mm"));
    }

    [Fact]
    public void Nothing_changes_where_guests_may_not_write()
    {
        memory.WriteFile("d/a", "kept"u8);
        using RawFiles guest = new(new FileMount("/m", memory));
        Assert.Equal(FileError.ReadOnly, guest.TryOpen("/m/d/a", FileOpening.Read | FileOpening.Truncate));
        Assert.Equal(FileError.ReadOnly, guest.TryOpen("/m/d/b", Create));
        Assert.Equal(FileError.ReadOnly, guest.Write("/m/d/a", "x"));
        Assert.Equal(FileError.ReadOnly, guest.CreateDirectory("/m/e"));
        Assert.Equal(FileError.ReadOnly, guest.RemoveDirectory("/m/d"));
        Assert.Equal(FileError.ReadOnly, guest.RemoveFile("/m/d/a"));
        Assert.Equal(FileError.ReadOnly, guest.Rename("/m/d/a", "/m/b"));
        int file = guest.Open("/m/d/a", FileOpening.Read);
        Assert.Equal(FileError.ReadOnly, guest.Do("fs_file_write", file, RawFiles.Buffer, 1));
        Assert.Equal(FileError.ReadOnly, guest.Do("fs_file_write_at", file, 0L, RawFiles.Buffer, 1));
        Assert.Equal(FileError.ReadOnly, guest.Do("fs_file_append", file, RawFiles.Buffer, 1));
        Assert.Equal(FileError.ReadOnly, guest.Do("fs_file_set_length", file, 0L));
        Assert.Equal("kept", guest.Read("/m/d/a"));
        Assert.Equal(7, guest.HostLog.Length);
        Assert.All(guest.HostLog, line => Assert.EndsWith("new FileMount(\"/m\", …, isWritable: true)", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_opened_to_write_is_not_read()
    {
        using RawFiles guest = new(new FileMount("/m", memory, isWritable: true));
        int file = guest.Open("/m/a", FileOpening.Write | FileOpening.Create);
        Assert.Equal(-(int)FileError.Denied, guest.ReadAt(file, 0));
        Assert.Equal(FileError.None, guest.Do("fs_file_flush", file));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void An_offset_that_no_file_has_is_an_error(long offset)
    {
        using RawFiles guest = new(new FileMount("/m", memory, isWritable: true));
        int file = guest.Open("/m/a", Create);
        Assert.Equal(offset < 0 ? -(int)FileError.Invalid : 0, guest.ReadAt(file, offset));
        Assert.Equal(FileError.Invalid, guest.Do("fs_file_write_at", file, offset, RawFiles.Buffer, 1));
        Assert.NotEqual(FileError.None, guest.Do("fs_file_set_length", file, offset));
        int directory = guest.OpenDirectory("/m");
        FileError listed = guest.Do("fs_directory_list", directory, offset, 10, RawFiles.Area);
        Assert.Equal(offset < 0 ? FileError.Invalid : FileError.None, listed);
    }

    [Fact]
    public void A_page_has_1_to_1000_entries()
    {
        using RawFiles guest = new(new FileMount("/m", memory));
        int directory = guest.OpenDirectory("/m");
        foreach ((int limit, FileError error) in new[]
        {
            (int.MinValue, FileError.Invalid), (0, FileError.Invalid), (1, FileError.None), (1_000, FileError.None),
            (1_001, FileError.Invalid), (int.MaxValue, FileError.Invalid),
        })
        {
            Assert.Equal(error, guest.Do("fs_directory_list", directory, 0L, limit, RawFiles.Area));
        }
    }

    [Fact]
    public void A_file_is_read_as_a_whole_up_to_1_MiB()
    {
        memory.WriteFile("most", new byte[1 << 20]);
        memory.WriteFile("more", new byte[(1 << 20) + 1]);
        using RawFiles guest = new(new FileMount("/m", memory));
        Assert.Equal("1048576 bytes", guest.Read("/m/most"));
        Assert.Equal("TooLarge", guest.Read("/m/more"));
    }

    [Fact]
    public void The_limits_of_the_grant_hold_and_the_host_is_told_which()
    {
        memory.WriteFile("a", "0123456789"u8);
        using RawFiles guest = new(new FileGrant
        {
            Mounts = [new FileMount("/m", memory, isWritable: true)],
            MaxOpen = 1,
            MaxBytesRead = 15,
            MaxBytesWritten = 5,
        });
        using (guest.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan))
        {
            Assert.Equal("0123456789", guest.Read("/m/a"));
            Assert.Equal("LimitReached", guest.Read("/m/a"));
            Assert.Equal(FileError.LimitReached, guest.Write("/m/b", "0123456"));
        }

        using GuestCallScope next = guest.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan);
        Assert.Equal("01234", guest.Read("/m/b"));
        int file = guest.Open("/m/a", FileOpening.Read);
        Assert.Equal(FileError.TooManyOpen, guest.TryOpen("/m/a", FileOpening.Read));
        Assert.Equal(FileError.TooManyOpen, guest.TryOpenDirectory("/m"));
        guest.Guest.Call("fs_file_free", file);
        Assert.Equal(FileError.IsADirectory, guest.TryOpen("/m", FileOpening.Read));
        Assert.Equal(FileError.None, guest.TryOpenDirectory("/m"));
        Assert.Equal(
            [
                "read `/m/a`. The call read the 15 bytes that it may. To allow it, add: MaxBytesRead = …",
                "write `/m/b`. The call wrote the 5 bytes that it may. To allow it, add: MaxBytesWritten = …",
                "open `/m/a`. 1 are open. To allow it, add: MaxOpen = …",
                "open `/m`. 1 are open. To allow it, add: MaxOpen = …",
            ],
            guest.HostLog.Select(line => line["The module billing was denied files: ".Length..]));
    }

    [Fact]
    public void A_quota_that_is_full_is_an_error_after_what_had_room()
    {
        using RawFiles guest = new(new FileMount("/m", new MemoryFileSystem(new FileQuota { MaxBytes = 8 }), isWritable: true));
        Assert.Equal(FileError.NoSpace, guest.Write("/m/a", "0123456789"));
        Assert.Equal("01234567", guest.Read("/m/a"));
        Assert.Equal(FileError.None, guest.Write("/m/a", "0"));
        int file = guest.Open("/m/a", FileOpening.Read | FileOpening.Write);
        Assert.Equal(FileError.NoSpace, guest.Do("fs_file_append", file, RawFiles.Buffer, 8));
        Assert.Equal(FileError.NoSpace, guest.Do("fs_file_set_length", file, 9L));
        Assert.Equal(FileError.None, guest.Do("fs_file_append", file, RawFiles.Buffer, 0));
    }

    [Fact]
    public void A_FIFO_is_seen_and_refused_without_waiting()
    {
        using Mounted mounted = new(MountKind.Directory);
        Assert.Equal(0, Command.Run("mkfifo", mounted.HostPath(""), "fifo").ExitCode);
        using RawFiles guest = new(new FileMount("/m", mounted.Files, isWritable: true));
        Assert.Equal(FileError.None, guest.Status("/m/fifo"));
        Assert.Equal("Denied", guest.Read("/m/fifo"));
        Assert.Equal(FileError.Denied, guest.Write("/m/fifo", "x"));
    }

    [Fact]
    public void A_path_of_the_guest_forges_no_line_of_the_log()
    {
        using RawFiles guest = new();
        guest.Status("/a\nThe module other");
        Assert.DoesNotContain('\n', Assert.Single(guest.HostLog));
    }

    [Fact]
    public void Arguments_that_are_none_trap()
    {
        using RawFiles guest = new(new FileMount("/m", memory, isWritable: true));
        foreach ((int address, int length) in new[] { (-1, 1), (RawGuest.MemorySize, 1), (1, int.MaxValue) })
        {
            Assert.Equal("path", guest.Guest.CallToFail("fs_open", address, length, 1, RawFiles.Area).Parameter);
            Assert.Equal("content", guest.Guest.CallToFail("fs_write", RawFiles.Path, 0, address, length).Parameter);
            Assert.Equal("newPath", guest.Guest.CallToFail("fs_rename", RawFiles.Path, 0, address, length).Parameter);
        }

        Assert.Equal("opening", guest.Guest.CallToFail("fs_open", RawFiles.Path, 0, 128, RawFiles.Area).Parameter);
        Assert.Equal("opening", guest.Guest.CallToFail("fs_open", RawFiles.Path, 0, -1, RawFiles.Area).Parameter);
        int file = guest.Open("/m/a", Create);
        int directory = guest.OpenDirectory("/m");
        Assert.Equal("buffer", guest.Guest.CallToFail("fs_file_read", file, RawGuest.MemorySize, 1).Parameter);
        guest.Guest.CallToFail("fs_file_read", directory, RawFiles.Buffer, 1);
        guest.Guest.CallToFail("fs_directory_list", file, 0L, 1, RawFiles.Area);
        guest.Guest.CallToFail("fs_file_free", directory);
        guest.Guest.Call("fs_file_free", file);
        guest.Guest.CallToFail("fs_file_flush", file);
        guest.Guest.CallToFail("fs_file_free", file);
        guest.Guest.CallToFail("fs_file_status", 0, RawFiles.Area);
    }

    [Fact]
    public void Each_error_has_words_that_tell_nothing_of_the_host()
    {
        FileError[] errors = [.. Enum.GetValues<FileError>().Where(error => error != FileError.None)];
        string[] words = [.. errors.Select(error => FileErrors.ForGuest(error).Message)];
        Assert.Equal(errors.Length, words.Distinct().Count());
    }
}
