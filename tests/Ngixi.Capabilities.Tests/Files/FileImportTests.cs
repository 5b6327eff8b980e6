using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>
/// The imports of files are a second door to the same mounts: their arguments. What may be done by them is tested for both doors in one.
/// </summary>
public sealed class FileImportTests
{
    private const FileOpening Create = FileOpening.Read | FileOpening.Write | FileOpening.Create;

    private readonly MemoryFileSystem memory = new();

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
