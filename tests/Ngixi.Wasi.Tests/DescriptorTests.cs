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
    public void Mounts_are_the_descriptors_from_3_on()
    {
        Assert.Equal(WasiError.Success, wasi.Call("fd_prestat_get", 3, RawWasi.Result));
        Assert.Equal((0, 1), (wasi.Int32(RawWasi.Result), wasi.Int32(RawWasi.Result + 4)));
        Assert.Equal(WasiError.Success, wasi.Call("fd_prestat_get", 4, RawWasi.Result));
        Assert.Equal((0, 6), (wasi.Int32(RawWasi.Result), wasi.Int32(RawWasi.Result + 4)));
        Assert.Equal(WasiError.Success, wasi.Call("fd_prestat_dir_name", 4, RawWasi.Result, 6));
        Assert.Equal("/other", wasi.Text(RawWasi.Result, 6));
        Assert.Equal(WasiError.NameTooLong, wasi.Call("fd_prestat_dir_name", 4, RawWasi.Result, 5));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_prestat_get", 5, RawWasi.Result));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_prestat_get", 0, RawWasi.Result));
        Assert.Equal(WasiError.BadDescriptor, wasi.Call("fd_prestat_dir_name", 0, RawWasi.Result, 10));
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
    public void What_is_appended_goes_to_the_end_until_the_flag_is_taken_away()
    {
        files.WriteFile("a", "abc"u8);
        int descriptor = wasi.Opened("a", 0, ReadWrite, Append);
        wasi.Write(descriptor, "d");
        Assert.Equal(4, Tell(descriptor));
        Seek(descriptor, 0, 0);
        wasi.Write(descriptor, "e");
        Assert.Equal("abcde"u8.ToArray(), files.ReadFile("a"));
        Assert.Equal(WasiError.Success, wasi.Call("fd_fdstat_set_flags", descriptor, 0));
        Seek(descriptor, 0, 0);
        wasi.Write(descriptor, "A");
        Assert.Equal("Abcde"u8.ToArray(), files.ReadFile("a"));
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_fdstat_set_flags", descriptor, 32));
    }

    [Fact]
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
        Assert.Equal("abc"u8.ToArray(), files.ReadFile("a"));
        Assert.Equal(WasiError.Success, wasi.Call("fd_allocate", writing, 2L, 3L));
        Assert.Equal(5, files.ReadFile("a").Length);
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_allocate", writing, 0L, 0L));
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_allocate", writing, long.MaxValue, 1L));
        Assert.Equal(WasiError.Invalid, wasi.Call("fd_filestat_set_size", writing, -1L));
        Assert.Equal(WasiError.NoSpace, wasi.Call("fd_filestat_set_size", writing, long.MaxValue));
    }

    [Fact]
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
    public void Sockets_are_not_there_and_no_more_are_signals()
    {
        Assert.Equal(WasiError.NotASocket, wasi.Call("sock_accept", 3, 0, RawWasi.Result));
        Assert.Equal(WasiError.NotASocket, wasi.Call("sock_recv", 1, 0, 0, 0, 0, 0));
        Assert.Equal(WasiError.NotASocket, wasi.Call("sock_send", 1, 0, 0, 0, 0));
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
