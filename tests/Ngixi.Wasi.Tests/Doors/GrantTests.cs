using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>What a grant does not allow is refused by each door, and the host is told in the same words.</summary>
public sealed class GrantTests
{
    private readonly MemoryFileSystem memory = new();

    public GrantTests()
    {
        memory.WriteFile("d/file", "0123456789"u8);
        memory.OpenRoot(out IGuestDirectory? root);
        root!.CreateLink("up", "../secret");
        root.Dispose();
    }

    public static TheoryData<DoorKind> Doors => [.. Enum.GetValues<DoorKind>()];

    [Theory]
    [MemberData(nameof(Doors))]
    public void The_host_is_told_of_what_leads_out_and_of_what_is_for_reading(DoorKind kind)
    {
        using FileDoor door = FileDoor.Of(kind, new FileGrant { Mounts = [new FileMount("/m", memory)] });
        Assert.Equal(FileError.None, door.Status("d/file", follow: true));
        Assert.Equal(FileError.NotFound, door.Status("d/none", follow: true));
        Assert.Equal(FileError.Escapes, door.Open("../x\n", FileOpening.Read));
        Assert.Equal(FileError.Escapes, door.Status("up", follow: true));
        Assert.Equal(FileError.ReadOnly, door.Open("d/file", FileOpening.Read | FileOpening.Truncate));
        Assert.Equal(FileError.ReadOnly, door.CreateDirectory("e"));
        Assert.Equal(FileError.ReadOnly, door.RemoveDirectory("d"));
        Assert.Equal(FileError.ReadOnly, door.RemoveFile("d/file"));
        Assert.Equal(FileError.ReadOnly, door.Rename("d/file", "e"));
        const string Remedy = "The mount /m is for reading. To allow it, add: new FileMount(\"/m\", …, isWritable: true)";
        Assert.Equal(
            [
                "open `/m/../x\\u000a`. It leads out of the mount /m. No grant can allow it.",
                "look at `/m/up`. It leads out of the mount /m. No grant can allow it.",
                $"open `/m/d/file`. {Remedy}",
                $"make the directory `/m/e`. {Remedy}",
                $"remove the directory `/m/d`. {Remedy}",
                $"remove `/m/d/file`. {Remedy}",
                $"rename `/m/d/file` to `/m/e`. {Remedy}",
            ],
            door.HostLog);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void The_limits_of_the_grant_hold_in_each_call_and_the_host_is_told_which(DoorKind kind)
    {
        using FileDoor door = FileDoor.Of(kind, new FileGrant
        {
            Mounts = [new FileMount("/m", memory, isWritable: true)],
            MaxOpen = 2,
            MaxBytesRead = 15,
            MaxBytesWritten = 5,
        });
        const FileOpening ReadWrite = FileOpening.Read | FileOpening.Write;
        Assert.Equal(FileError.None, door.Open("d/file", ReadWrite, out int file));
        using (door.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan))
        {
            Assert.Equal("0123456789", door.ReadOpen(file));
            Assert.Equal("01234", door.Read("d/file"));
            Assert.Equal("LimitReached", door.Read("d/file"));
            Assert.Equal(FileError.LimitReached, door.WriteOpen(file, "abcdefg"));
        }

        Assert.Equal(FileError.None, door.Open("d/file", FileOpening.Read, out int other));
        Assert.Equal(FileError.TooManyOpen, door.Open("d/file", FileOpening.Read));
        door.Close(other, FileOpening.Read);
        using GuestCallScope next = door.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan);
        Assert.Equal("0123456789abcde", door.Read("d/file"));
        Assert.Equal(
            [
                "read `/m/d/file`. The call read the 15 bytes that it may. To allow it, add: MaxBytesRead = …",
                "write `/m/d/file`. The call wrote the 5 bytes that it may. To allow it, add: MaxBytesWritten = …",
                "open `/m/d/file`. 2 are open. To allow it, add: MaxOpen = …",
            ],
            door.HostLog);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void A_call_lists_as_many_entries_as_the_grant_says_and_never_half_of_a_directory_without_an_error(DoorKind kind)
    {
        for (int i = 0; i < 20; i++)
        {
            memory.WriteFile($"many/{i}", []);
        }

        using FileDoor door = FileDoor.Of(kind, new FileGrant { Mounts = [new FileMount("/m", memory)], MaxEntriesListed = 60 });
        Assert.Equal(FileError.None, door.Open("many", FileOpening.Directory, out int directory));
        using (door.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan))
        {
            FileError error;
            int listings = 0;
            while ((error = door.List(directory, out string[] names)) == FileError.None)
            {
                Assert.Equal(20, names.Distinct().Count());
                listings++;
            }

            Assert.Equal(FileError.LimitReached, error);
            Assert.InRange(listings, 1, 3);
        }

        using GuestCallScope next = door.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan);
        Assert.Equal(FileError.None, door.List(directory, out string[] again));
        Assert.Equal(20, again.Length);
        Assert.Equal(
            ["list `/m/many`. The call listed the 60 entries that it may. To allow it, add: MaxEntriesListed = …"], door.HostLog);
    }

    [Theory]
    [InlineData(DoorKind.Wasi, Drive.Memory)]
    [InlineData(DoorKind.Wasi, Drive.DirectoryWithQuota)]
    [InlineData(DoorKind.Wasi, Drive.MemoryOverDirectory)]
    [InlineData(DoorKind.Wasi, Drive.DirectoryOverMemory)]
    [InlineData(DoorKind.Imports, Drive.Memory)]
    [InlineData(DoorKind.Imports, Drive.DirectoryWithQuota)]
    [InlineData(DoorKind.Imports, Drive.MemoryOverDirectory)]
    [InlineData(DoorKind.Imports, Drive.DirectoryOverMemory)]
    public void A_quota_holds_to_the_byte_and_to_the_name(DoorKind kind, Drive drive)
    {
        const FileOpening Create = FileOpening.Write | FileOpening.Create;
        using TemporaryFolder folder = new();
        FileQuota quota = new() { MaxBytes = 8, MaxFiles = 3 };
        using DirectoryFileSystem directory = new(folder.Path, drive == Drive.MemoryOverDirectory ? null : quota);
        IGuestFileSystem files = drive switch
        {
            Drive.Memory => new MemoryFileSystem(quota),
            Drive.MemoryOverDirectory => new OverlayFileSystem(directory, new MemoryFileSystem(quota)),
            Drive.DirectoryOverMemory => new OverlayFileSystem(new MemoryFileSystem(), directory),
            _ => directory,
        };
        using FileDoor door = FileDoor.Of(kind, new FileGrant { Mounts = [new FileMount("/m", files, isWritable: true)] });
        Assert.Equal(FileError.None, door.Open("a", Create, out int file));
        Assert.Equal(FileError.NoSpace, door.WriteOpen(file, "0123456789"));
        Assert.Equal("01234567", door.Read("a"));
        Assert.Equal(FileError.NoSpace, door.WriteOpen(file, "8"));
        Assert.Equal(FileError.None, door.SetLength(file, 8));
        Assert.Equal(FileError.NoSpace, door.SetLength(file, 9));
        Assert.Equal(FileError.NoSpace, door.SetLength(file, long.MaxValue));
        Assert.Equal(FileError.None, door.Open("b", Create, out int other));
        Assert.Equal(FileError.NoSpace, door.WriteOpen(other, "x"));
        Assert.Equal(FileError.None, door.SetLength(file, 7));
        Assert.Equal(FileError.None, door.WriteOpen(other, "x"));
        door.Close(other, Create);
        Assert.Equal(FileError.NoSpace, door.Open("c", Create));
        Assert.Equal(FileError.NoSpace, door.CreateDirectory("c"));
        Assert.True(door.CreateLink("c", "a") is FileError.NoSpace or null);
        Assert.Equal(FileError.None, door.Rename("a", "b"));
        Assert.Equal(FileError.None, door.CreateDirectory("c"));
        Assert.Equal(FileError.NoSpace, door.CreateDirectory("d"));
        Assert.Equal(FileError.None, door.RemoveDirectory("c"));
        Assert.Equal(FileError.None, door.CreateDirectory("d"));
        Assert.Equal("0123456", door.Read("b"));
    }

    [Fact]
    public void What_a_guest_opened_by_another_directory_is_told_by_its_whole_path()
    {
        using WasiDoor door = new(new FileGrant { Mounts = [new FileMount("/", memory)] });
        Assert.Equal(FileError.None, door.Open("d", FileOpening.Directory, out int directory));
        door.Start = directory;
        Assert.Equal(FileError.ReadOnly, door.RemoveFile("./file"));
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(FileError.None, door.Open("./.", FileOpening.Directory, out int same));
            door.Close(door.Start, FileOpening.Directory);
            door.Start = same;
        }

        Assert.Equal(FileError.ReadOnly, door.RemoveFile("file"));
        Assert.StartsWith("remove `/d/./file`. The mount / is for reading.", door.HostLog[0], StringComparison.Ordinal);
        Assert.InRange(door.HostLog[1].Length, 100, 1_000);
    }
}
