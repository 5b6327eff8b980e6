using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>Descriptors, their offsets, flags and rights.</summary>
public sealed class DescriptorTests : IDisposable
{
    private const int Create = 1;
    private const int OpenDirectory = 2;
    private const int Truncate = 8;
    private const int Append = 1;
    private const WasiRights ReadWrite = WasiRights.Read | WasiRights.Write;

    private readonly MemoryFileSystem files = new();
    private readonly RawWasi wasi;

    public DescriptorTests() => wasi = new RawWasi(new WasiGrant
    {
        Files = new GuestFiles(new FileGrant
        {
            Mounts = [new FileMount("/", files, isWritable: true), new FileMount("/other", new MemoryFileSystem())],
        }),
    });

    public void Dispose() => wasi.Dispose();

    [Fact]
    [AsInSuite("dir_fd_op_failures")]
    public void Mounts_are_the_descriptors_from_3_on()
    {
        Assert.Equal(WasiError.Success, wasi.Call("fd_prestat_get", 3, RawWasi.Result));
        Assert.Equal((0, 1), (wasi.Int32(RawWasi.Result), wasi.Int32(RawWasi.Result + 4)));
        Assert.Equal(WasiError.Success, wasi.Call("fd_prestat_get", 4, RawWasi.Result));
        Assert.Equal((0, 6), (wasi.Int32(RawWasi.Result), wasi.Int32(RawWasi.Result + 4)));
        Assert.Equal(WasiError.Success, wasi.Call("fd_prestat_dir_name", 4, RawWasi.Result, 6));
        Assert.Equal("/other", wasi.Text(RawWasi.Result, 6));
        Assert.Equal(WasiError.Success, wasi.Call("fd_prestat_dir_name", 4, RawWasi.Result, 100));
        Assert.Equal(WasiError.NameTooLong, wasi.Call("fd_prestat_dir_name", 4, RawWasi.Result, 5));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_prestat_get", 5, RawWasi.Result));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_prestat_get", 0, RawWasi.Result));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_prestat_dir_name", 0, RawWasi.Result, 10));
    }

    [Fact]
    [AsInSuite("close_preopen", "overwrite_preopen")]
    public void A_mount_is_closed_and_takes_the_place_of_another_like_every_descriptor()
    {
        WasiStatus first = wasi.Status(3).Status;
        Assert.Equal(WasiError.Success, wasi.Call("fd_renumber", 3, 4));
        Assert.Equal((WasiError.Success, first), wasi.Status(4));
        Assert.Equal(WasiError.BadDescriptor, wasi.Status(3).Error);
        Assert.Equal(WasiError.BadDescriptor, wasi.Open("a", Create).Error);
        Assert.Equal(WasiError.Success, wasi.Open("a", Create, directory: 4).Error);
        Assert.Equal(WasiError.Success, wasi.Call("fd_close", 4));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_prestat_get", 4, RawWasi.Result));
    }

    [Fact]
    [AsInSuite("dir_fd_op_failures", "directory_seek")]
    public void A_directory_has_no_content_and_no_offset()
    {
        Assert.Equal(WasiError.Success, wasi.CallPath("path_create_directory", "d", 3));
        foreach (int directory in new[] { 3, wasi.Opened("d", OpenDirectory, WasiRights.Read | WasiRights.Seek) })
        {
            Assert.Equal(WasiFileType.Directory, wasi.Status(directory).Status.Type);
            Assert.Equal(WasiError.BadDescriptor, wasi.Read(directory, 1).Error);
            Assert.Equal(WasiError.BadDescriptor, wasi.Write(directory, "x").Error);
            wasi.SetVector(0, RawWasi.Result + 64, 1);
            Assert.Equal(WasiError.BadDescriptor, wasi.CallVectors("fd_pread", directory, 1, 0L, RawWasi.Result));
            Assert.Equal(WasiError.BadDescriptor, wasi.CallVectors("fd_pwrite", directory, 1, 0L, RawWasi.Result));
            Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_tell", directory, RawWasi.Result));
            Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_allocate", directory, 0L, 1L));
            Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_filestat_set_size", directory, 0L));
            foreach (int whence in new[] { 0, 1, 2 })
            {
                Assert.Equal(WasiError.BadDescriptor, Seek(directory, 0, whence).Error);
            }
        }

        Assert.False(Rights(wasi.Opened("d", OpenDirectory, WasiRights.Seek)).HasFlag(WasiRights.Seek));
    }

    [Fact]
    public void A_descriptor_has_the_lowest_number_that_is_free()
    {
        int first = wasi.Opened("a", Create);
        int second = wasi.Opened("a");
        Assert.Equal((5, 6), (first, second));
        Assert.Equal(WasiError.Success, wasi.Call("fd_close", first));
        Assert.Equal(first, wasi.Opened("a"));
        Assert.Equal(WasiError.Success, wasi.Call("fd_close", 0));
        Assert.Equal(0, wasi.Opened("a"));
    }

    [Fact]
    [AsInSuite("file_seek_tell", "lseek")]
    public void An_offset_moves_with_what_is_read_and_written_and_is_set()
    {
        int descriptor = wasi.Opened("a", Create, ReadWrite);
        Assert.Equal((WasiError.Success, 6), wasi.Write(descriptor, "abc", "", "def"));
        Assert.Equal(6, Tell(descriptor));
        Assert.Equal((WasiError.Success, 2L), Seek(descriptor, -4, 2));
        Assert.Equal((WasiError.Success, "cd"), wasi.Read(descriptor, 1, 1));
        Assert.Equal((WasiError.Success, 5L), Seek(descriptor, 1, 1));
        Assert.Equal((WasiError.Success, "f"), wasi.Read(descriptor, 4, 4));
        Assert.Equal((WasiError.Success, ""), wasi.Read(descriptor, 4));
        Assert.Equal((WasiError.Success, 100L), Seek(descriptor, 100, 0));
        Assert.Equal((WasiError.Success, ""), wasi.Read(descriptor, 4));
        foreach ((long offset, int whence) in new[]
        {
            (-1L, 0), (-101L, 1), (-7L, 2), (long.MinValue, 0), (long.MinValue, 1), (long.MinValue, 2), (long.MaxValue, 1),
            (long.MaxValue, 2), (0L, 3), (0L, -1),
        })
        {
            Assert.Equal(WasiError.Invalid, wasi.Call("fd_seek", descriptor, offset, whence, RawWasi.Result));
        }

        Assert.Equal(100, Tell(descriptor));
    }

    [Fact]
    [AsInSuite("file_pread_pwrite", "pread-with-access", "pwrite-with-access")]
    public void A_place_to_read_or_write_leaves_the_offset()
    {
        int descriptor = wasi.Opened("a", Create, ReadWrite);
        wasi.Write(descriptor, "abcdef");
        wasi.SetVector(0, RawWasi.Result + 64, 3);
        Assert.Equal(WasiError.Success, wasi.CallVectors("fd_pread", descriptor, 1, 2L, RawWasi.Result));
        Assert.Equal("cde", wasi.Text(RawWasi.Result + 64, wasi.Int32(RawWasi.Result)));
        Assert.Equal(WasiError.Success, wasi.CallVectors("fd_pwrite", descriptor, 1, 8L, RawWasi.Result));
        Assert.Equal("abcdef\0\0cde"u8.ToArray(), files.ReadFile("a"));
        Assert.Equal(6, Tell(descriptor));
        Assert.Equal(WasiError.Invalid, wasi.CallVectors("fd_pread", descriptor, 1, -1L, RawWasi.Result));
        Assert.Equal(WasiError.Invalid, wasi.CallVectors("fd_pwrite", descriptor, 1, -1L, RawWasi.Result));
        Assert.Equal(WasiError.NoSeek, wasi.CallVectors("fd_pread", 0, 1, 0L, RawWasi.Result));
        Assert.Equal(WasiError.NoSeek, wasi.CallVectors("fd_pwrite", 1, 1, 0L, RawWasi.Result));
    }

    [Fact]
    [AsInSuite("fd_flags_set", "pwrite-with-append")]
    public void What_is_appended_goes_to_the_end_until_the_flag_is_taken_away()
    {
        files.WriteFile("a", "abc"u8);
        int descriptor = wasi.Opened("a", 0, ReadWrite, Append);
        wasi.Write(descriptor, "d");
        Assert.Equal(4, Tell(descriptor));
        Seek(descriptor, 0, 0);
        wasi.Write(descriptor, "e");
        Assert.Equal("abcde"u8.ToArray(), files.ReadFile("a"));

        // A place of its own is where POSIX has it, and not at the end, as Linux has it.
        wasi.Guest.Write(RawWasi.Result + 64, "B"u8.ToArray());
        wasi.SetVector(0, RawWasi.Result + 64, 1);
        Assert.Equal(WasiError.Success, wasi.CallVectors("fd_pwrite", descriptor, 1, 1L, RawWasi.Result));
        Assert.Equal("aBcde"u8.ToArray(), files.ReadFile("a"));
        Assert.Equal(5, Tell(descriptor));
        Assert.Equal(WasiError.Success, wasi.Call("fd_fdstat_set_flags", descriptor, 0));
        Seek(descriptor, 0, 0);
        wasi.Write(descriptor, "A");
        Assert.Equal("ABcde"u8.ToArray(), files.ReadFile("a"));
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_fdstat_set_flags", descriptor, 32));
    }

    [Fact]
    [AsInSuite("fd_advise", "file_allocate")]
    public void Advice_is_taken_and_room_is_made_without_losing_any()
    {
        files.WriteFile("a", "abc"u8);
        int descriptor = wasi.Opened("a", rights: ReadWrite);
        foreach (int advice in Enumerable.Range(0, 6))
        {
            Assert.Equal(WasiError.Success, wasi.Call("fd_advise", descriptor, 10L, 50L, advice));
        }

        Assert.Equal(WasiError.Invalid, wasi.Call("fd_advise", descriptor, 0L, 1L, 6));
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_advise", descriptor, -1L, 1L, 0));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_advise", 3, 0L, 1L, 0));
        foreach ((long offset, long length, int expected) in new[] { (0L, 2L, 3), (1L, 2L, 3), (90L, 20L, 110), (0L, 100L, 110) })
        {
            Assert.Equal(WasiError.Success, wasi.Call("fd_allocate", descriptor, offset, length));
            Assert.Equal(expected, wasi.Status(descriptor).Status.Length);
        }

        Assert.Equal([.. "abc"u8, .. new byte[107]], files.ReadFile("a"));
    }

    [Fact]
    [AsInSuite("path_open_read_write", "path_open_preopen", "path_filestat", "renumber", "fd_fdstat_set_rights")]
    public void A_descriptor_tells_what_it_was_opened_for()
    {
        const int AppendAndSync = 1 | 16;
        int file = wasi.Opened("a", Create, ReadWrite, AppendAndSync);
        Assert.Equal((WasiFileType.File, AppendAndSync), TypeAndFlags(file));
        Assert.Equal(ReadWrite, Rights(file));
        Assert.Equal(WasiRights.Read, Rights(wasi.Opened("a")));
        int writing = wasi.Opened("a", rights: WasiRights.Write);
        Assert.Equal(WasiRights.Write, Rights(writing));
        Assert.Equal(WasiError.Success, wasi.Call("fd_renumber", file, writing));
        Assert.Equal((ReadWrite, (WasiFileType.File, AppendAndSync)), (Rights(writing), TypeAndFlags(writing)));
        Assert.Equal(WasiError.Success, wasi.Call("fd_fdstat_set_rights", writing, (long)WasiRights.Read, 0L));
        Assert.Equal(WasiRights.Read, Rights(writing));

        Assert.Equal((WasiFileType.Directory, 0), TypeAndFlags(3));
        WasiRights all = Rights(3);
        Assert.Equal(WasiRights.OfDirectory, all);
        Assert.Equal(WasiRights.All, (WasiRights)wasi.Int64(RawWasi.Result + 16));
        Assert.Equal(all, Rights(wasi.Opened(".", rights: all)));
        Assert.Equal(WasiRights.None, Rights(wasi.Opened(".", rights: WasiRights.None)));
        Assert.Equal(WasiRights.None, Rights(wasi.Opened(".", OpenDirectory)));
        Assert.Equal(WasiError.IsADirectory, wasi.Open(".", OpenDirectory, ReadWrite).Error);
    }

    [Fact]
    [AsInSuite("stdio")]
    public void Standard_input_and_outputs_are_renumbered_like_others()
    {
        foreach (int standard in new[] { 0, 1, 2 })
        {
            (WasiFileType Type, int Flags) before = TypeAndFlags(standard);
            int descriptor = wasi.Opened("a", Create);
            Assert.Equal(WasiError.Success, wasi.Call("fd_renumber", standard, descriptor));
            Assert.Equal(before, TypeAndFlags(descriptor));
            Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_fdstat_get", standard, RawWasi.Result));
            Assert.Equal(standard, wasi.Opened("a"));
        }
    }

    [Fact]
    [AsInSuite("path_open_read_write", "fd_write-to-invalid-fd", "fd_write-to-stdout")]
    public void A_descriptor_is_read_and_written_as_it_was_opened_for()
    {
        files.WriteFile("a", "abc"u8);
        int reading = wasi.Opened("a");
        int writing = wasi.Opened("a", rights: WasiRights.Write);
        Assert.Equal(WasiError.BadDescriptor, wasi.Write(reading, "x").Error);
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_filestat_set_size", reading, 0L));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_allocate", reading, 0L, 10L));
        Assert.Equal(WasiError.BadDescriptor, wasi.Read(writing, 1).Error);
        Assert.Equal(WasiError.BadDescriptor, wasi.Read(3, 1).Error);
        Assert.Equal(WasiError.BadDescriptor, wasi.Write(3, "x").Error);
        Assert.Equal(WasiError.BadDescriptor, wasi.Read(1, 1).Error);
        Assert.Equal(WasiError.BadDescriptor, wasi.Write(0, "x").Error);
        Assert.Equal(WasiError.BadDescriptor, wasi.Write(99, "x").Error);
        Assert.Equal((WasiError.Success, 1), wasi.Write(1, "x"));
        Assert.Equal("abc"u8.ToArray(), files.ReadFile("a"));
        Assert.Equal(WasiError.Success, wasi.Call("fd_allocate", writing, 2L, 3L));
        Assert.Equal(5, files.ReadFile("a").Length);
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_allocate", writing, 0L, 0L));
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_allocate", writing, long.MaxValue, 1L));
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_filestat_set_size", writing, -1L));
        Assert.Equal(WasiError.NoSpace, wasi.Call("fd_filestat_set_size", writing, long.MaxValue));
    }

    [Fact]
    [AsInSuite("fd_fdstat_set_rights", "truncation_rights")]
    public void Rights_are_given_up_for_good_and_for_what_is_opened_later()
    {
        files.WriteFile("a", "abc"u8);
        int descriptor = wasi.Opened("a", rights: ReadWrite | WasiRights.Seek);
        Assert.Equal(WasiError.Success, wasi.Call("fd_fdstat_set_rights", descriptor, (long)WasiRights.Read, 0L));
        Assert.Equal(WasiError.NotCapable, wasi.Call("fd_fdstat_set_rights", descriptor, (long)ReadWrite, 0L));
        Assert.Equal(WasiError.NotCapable, wasi.Write(descriptor, "x").Error);
        Assert.Equal(WasiError.NotCapable, wasi.Call("fd_seek", descriptor, 0L, 0, RawWasi.Result));
        Assert.Equal((WasiError.Success, "abc"), wasi.Read(descriptor, 3));

        WasiRights kept = WasiRights.OfDirectory & ~(WasiRights.PathSetSize | WasiRights.RemoveFile);
        Assert.Equal(
            WasiError.Success, wasi.Call("fd_fdstat_set_rights", 3, (long)kept, (long)(WasiRights.All & ~WasiRights.Write)));
        Assert.Equal(WasiError.NotCapable, wasi.Open("a", Truncate, WasiRights.None).Error);
        Assert.Equal(WasiError.NotCapable, wasi.Open("a", 0, ReadWrite).Error);
        Assert.Equal(WasiError.NotCapable, wasi.CallPath("path_unlink_file", "a", 3));
        Assert.Equal(WasiError.Success, wasi.Open(".", OpenDirectory, WasiRights.OfDirectory).Error);
        Assert.Equal(WasiError.NotCapable, wasi.Open("a", 0, ReadWrite, directory: wasi.Int32(RawWasi.Result)).Error);
        Assert.Equal("abc"u8.ToArray(), files.ReadFile("a"));
    }

    [Fact]
    [AsInSuite("renumber")]
    public void A_descriptor_that_is_renumbered_takes_the_place_of_another_and_of_itself()
    {
        files.WriteFile("a", "aaa"u8);
        files.WriteFile("b", "bbb"u8);
        int a = wasi.Opened("a");
        int b = wasi.Opened("b");
        Assert.Equal(WasiError.Success, wasi.Call("fd_renumber", a, a));
        Assert.Equal((WasiError.Success, "aaa"), wasi.Read(a, 3));
        Assert.Equal(WasiError.Success, wasi.Call("fd_renumber", b, a));
        Assert.Equal((WasiError.Success, "bbb"), wasi.Read(a, 3));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_renumber", b, a));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_renumber", a, b));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_renumber", b, b));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_renumber", a, -1));
        Assert.Equal(b, wasi.Opened("b"));
    }

    [Fact]
    [AsInSuite("fd_filestat_set", "fstflags_validate")]
    public void Times_are_set_as_the_flags_say_and_flags_that_contradict_each_other_are_refused()
    {
        files.WriteFile("a", []);
        int descriptor = wasi.Opened("a", rights: ReadWrite);
        Assert.Equal(WasiError.Success, wasi.Call("fd_filestat_set_times", descriptor, 5L, 7L, 1 | 4));
        Assert.Equal(WasiError.Success, wasi.Call("fd_filestat_get", descriptor, RawWasi.Result));
        Assert.Equal((5L, 7L), (wasi.Int64(RawWasi.Result + 40), wasi.Int64(RawWasi.Result + 48)));
        Assert.Equal(WasiError.Success, wasi.Call("fd_filestat_set_times", descriptor, 9L, 9L, 8));
        wasi.Call("fd_filestat_get", descriptor, RawWasi.Result);
        Assert.Equal(5, wasi.Int64(RawWasi.Result + 40));
        Assert.True(wasi.Int64(RawWasi.Result + 48) > 1_000_000_000_000_000_000);
        foreach (int flags in new[] { 3, 12, 16, -1 })
        {
            Assert.Equal(WasiError.Invalid, wasi.Call("fd_filestat_set_times", descriptor, 1L, 1L, flags));
        }

        Assert.Equal(WasiError.Invalid, wasi.Call("fd_filestat_set_times", descriptor, -1L, 1L, 1));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_filestat_set_times", 1, 1L, 1L, 1));
    }

    [Fact]
    [AsInSuite("fd_readdir")]
    public void A_directory_is_listed_with_itself_and_the_one_above_from_any_cookie_in_any_buffer()
    {
        for (int i = 0; i < 10; i++)
        {
            files.WriteFile($"file-{i}", []);
        }

        string[] expected = [".", "..", .. Enumerable.Range(0, 10).Select(i => $"file-{i}")];
        foreach (int length in new[] { 30, 31, 60, 100, 4_096 })
        {
            Assert.Equal(expected, Names(length));
        }

        // An entry that no buffer holds whole is begun again each time: a guest makes a larger one.
        Assert.Equal(WasiError.Success, wasi.Call("fd_readdir", 3, RawWasi.Result + 64, 26, 2L, RawWasi.Result));
        Assert.Equal(26, wasi.Int32(RawWasi.Result));
        Assert.Equal(WasiError.NotADirectory, wasi.Call("fd_readdir", wasi.Opened("file-0"), 0, 0, 0L, RawWasi.Result));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    public void A_cookie_that_no_listing_gave_is_safe(long cookie)
    {
        for (int i = 0; i < 10; i++)
        {
            files.WriteFile($"file-{i}", []);
        }

        WasiError error = wasi.Call("fd_readdir", 3, RawWasi.Result + 64, 1_000, cookie, RawWasi.Result);
        Assert.True(error is WasiError.Success or WasiError.Invalid, $"{error}");
    }

    [Fact]
    [AsInSuite("sock_shutdown-invalid_fd", "sock_shutdown-not_sock")]
    public void Sockets_are_not_there_and_no_more_are_signals()
    {
        Assert.Equal(WasiError.NotASocket, wasi.Call("sock_accept", 3, 0, RawWasi.Result));
        Assert.Equal(WasiError.NotASocket, wasi.Call("sock_recv", 1, 0, 0, 0, 0, 0));
        Assert.Equal(WasiError.NotASocket, wasi.Call("sock_send", 1, 0, 0, 0, 0));
        Assert.Equal(WasiError.NotASocket, wasi.Call("sock_shutdown", 3, 0));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("sock_shutdown", 99, 0));
        Assert.Equal(WasiError.NotThere, wasi.Call("proc_raise", 9));
    }

    private List<string> Names(int bufferLength)
    {
        const int Buffer = RawWasi.Result + 64;
        List<string> names = [];
        long cookie = 0;
        int used;
        do
        {
            Assert.Equal(WasiError.Success, wasi.Call("fd_readdir", 3, Buffer, bufferLength, cookie, RawWasi.Result));
            used = wasi.Int32(RawWasi.Result);
            for (int at = Buffer; at + 24 <= Buffer + used;)
            {
                int length = wasi.Int32(at + 16);
                if (at + 24 + length > Buffer + used)
                {
                    break;
                }

                cookie = wasi.Int64(at);
                names.Add(wasi.Text(at + 24, length));
                at += 24 + length;
            }
        }
        while (used == bufferLength);
        return names;
    }

    private WasiRights Rights(int descriptor)
    {
        Assert.Equal(WasiError.Success, wasi.Call("fd_fdstat_get", descriptor, RawWasi.Result));
        return (WasiRights)wasi.Int64(RawWasi.Result + 8);
    }

    private (WasiFileType Type, int Flags) TypeAndFlags(int descriptor)
    {
        Assert.Equal(WasiError.Success, wasi.Call("fd_fdstat_get", descriptor, RawWasi.Result));
        return ((WasiFileType)wasi.Guest.Bytes(RawWasi.Result, 1)[0], wasi.Guest.Bytes(RawWasi.Result + 2, 1)[0]);
    }

    private long Tell(int descriptor)
    {
        Assert.Equal(WasiError.Success, wasi.Call("fd_tell", descriptor, RawWasi.Result));
        return wasi.Int64(RawWasi.Result);
    }

    private (WasiError Error, long Offset) Seek(int descriptor, long offset, int whence)
    {
        WasiError error = wasi.Call("fd_seek", descriptor, offset, whence, RawWasi.Result);
        return (error, wasi.Int64(RawWasi.Result));
    }
}
