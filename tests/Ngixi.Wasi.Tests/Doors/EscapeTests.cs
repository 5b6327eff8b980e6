using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>One list of attempts to get out of a grant, by both doors and on all drives, and the answer that each must get.</summary>
public sealed partial class EscapeTests(OpenDrives drives) : IClassFixture<OpenDrives>
{
    private const FileOpening Create = FileOpening.Write | FileOpening.Create;

    public static TheoryData<DoorKind, Drive> Doors => Each(_ => true);

    public static TheoryData<DoorKind, Drive> DoorsOfHost => Each(
        drive => drive is Drive.Directory or Drive.DirectoryWithQuota or Drive.MemoryOverDirectory or Drive.DirectoryOverMemory);

    public static TheoryData<DoorKind, Drive, string> AllAttempts
    {
        get
        {
            TheoryData<DoorKind, Drive, string> data = [];
            foreach (DoorKind door in Enum.GetValues<DoorKind>())
            {
                foreach (Attempt attempt in Attempts.All.Values.Where(attempt => attempt.IsOf(door)))
                {
                    foreach (Drive drive in MountedDrive.Kinds)
                    {
                        data.Add(door, drive, attempt.Name);
                    }
                }
            }

            return data;
        }
    }

    public static TheoryData<DoorKind, Drive, string> Outside
    {
        get
        {
            TheoryData<DoorKind, Drive, string> data = [];
            foreach (DoorKind door in Enum.GetValues<DoorKind>())
            {
                foreach (string path in Attempts.LeadingOut)
                {
                    foreach (Drive drive in MountedDrive.Kinds)
                    {
                        data.Add(door, drive, path);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(AllAttempts))]
    public void An_attempt_gets_its_answer(DoorKind kind, Drive drive, string name)
    {
        Attempt attempt = Attempts.All[name];
        OpenDrive open = drives.Take(kind, drive);
        string answer = attempt.By(open.Door);
        Assert.Contains(answer, attempt.AnswersOf(drive, kind));
        if (attempt.IsChange && answer == nameof(FileError.None))
        {
            open.Mounted.AssertOutsideIsUntouched();
        }
        else
        {
            open.AssertIsUntouched();
            drives.Leave(kind, drive, open);
        }
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void A_path_that_leads_out_is_refused_whatever_is_done_with_it(DoorKind kind, Drive drive, string path)
    {
        OpenDrive open = drives.Take(kind, drive);
        FileDoor door = open.Door;

        // To look at it is answered the same by all that have the links. The others have nothing of the name.
        FileError[] looking = open.Mounted.HasLinks ? [FileError.Escapes] : [FileError.Escapes, FileError.NotFound];
        AssertIn(looking, door.Open(path, FileOpening.Read));
        AssertIn(looking, door.Open(path, FileOpening.None));
        AssertIn(looking, door.Open(path, FileOpening.Directory));
        AssertIn(looking, door.Status(path, follow: true));

        // To change it is refused for this, or for something else that is wrong with it.
        FileError[] changing = drive switch
        {
            Drive.Zip or Drive.KeyValue => [FileError.Escapes, FileError.ReadOnly],
            Drive.SingleFile => [FileError.Escapes, FileError.NotFound, FileError.Denied, FileError.IsADirectory],
            Drive.CheckedDirectory =>
                [FileError.Escapes, FileError.NotADirectory, FileError.IsADirectory, FileError.NotSupported],
            _ => [FileError.Escapes, FileError.NotADirectory, FileError.IsADirectory],
        };
        foreach (FileOpening opening in new[]
        {
            FileOpening.Write, FileOpening.Truncate, FileOpening.Read | FileOpening.Truncate, Create, Create | FileOpening.Truncate,
            FileOpening.Read | FileOpening.Create,
        })
        {
            AssertIn(changing, door.Open(path, opening));
        }

        AssertIn(changing, door.SetTimes(path, follow: true));
        foreach (string below in new[] { $"{path}/x", $"{path}/../x", $"{path}//x/y" })
        {
            AssertIn([.. looking, FileError.NotADirectory], door.Status(below, follow: false));
            AssertIn([.. looking, FileError.NotADirectory], door.ReadLink(below));
            AssertIn(changing, door.Open(below, Create | FileOpening.Exclusive));
            AssertIn(changing, door.CreateDirectory(below));
            AssertIn(changing, door.RemoveDirectory(below));
            AssertIn(changing, door.RemoveFile(below));
            AssertIn(changing, door.Rename(below, "moved"));
            AssertIn(changing, door.Rename("file", below));
            AssertIn(changing, door.Link(below, "linked"));
            AssertIn(changing, door.Link("file", below));
            AssertIn(changing, door.CreateLink(below, "file"));
            AssertIn(changing, door.SetTimes(below, follow: false));
        }

        open.AssertIsUntouched();
        drives.Leave(kind, drive, open);

        void AssertIn(FileError[] answers, FileError? answer) =>
            Assert.True(answer is not { } error || answers.Contains(error), $"{path} is {answer}.");
    }

    [Theory]
    [InlineData(DoorKind.Wasi)]
    [InlineData(DoorKind.Imports)]
    public void The_host_is_told_of_each_path_that_leads_out(DoorKind kind)
    {
        using MountedDrive mounted = new(Drive.Memory);
        foreach (string path in Attempts.LeadingOut)
        {
            using FileDoor door = mounted.Open(kind);
            Assert.Equal("Escapes", door.Read(path));
            bool isInNoMount = kind == DoorKind.Imports && path.StartsWith('/');
            string reason = isInNoMount ? "No mount of the grant has it." : "It leads out of the mount /m.";
            Assert.Contains(reason, Assert.Single(door.HostLog), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void Where_a_guest_may_not_write_nothing_changes(DoorKind kind, Drive drive)
    {
        using MountedDrive mounted = new(drive);
        using FileDoor door = mounted.Open(kind, isWritable: false);
        Assert.Equal(FileError.None, door.Open(".", FileOpening.Directory, out int root));
        Assert.Equal(FileError.None, door.List(root, out string[] before));
        foreach (string path in new[] { "file", "d/file", "within", "new", "dangling", "d", "." })
        {
            foreach (FileOpening opening in new[]
            {
                FileOpening.Write, FileOpening.Read | FileOpening.Write, FileOpening.Truncate, FileOpening.Read | FileOpening.Truncate,
                FileOpening.Create, FileOpening.Read | FileOpening.Create, Create | FileOpening.Exclusive, Create | FileOpening.Truncate,
            })
            {
                Assert.Equal(FileError.ReadOnly, door.Open(path, opening));
            }

            FileError?[] changes =
            [
                door.CreateDirectory(path), door.RemoveDirectory(path), door.RemoveFile(path), door.Rename(path, "other"),
                door.Rename("file", path), door.Link(path, "other"), door.Link("file", path), door.CreateLink(path, "d"),
                door.SetTimes(path, follow: true), door.SetTimes(path, follow: false),
            ];
            Assert.All(changes, change => Assert.True(change is FileError.ReadOnly or null, $"{path} is {change}."));
        }

        Assert.Equal(FileError.None, door.Open("file", FileOpening.Read, out int file));
        Assert.Equal(FileError.ReadOnly, door.WriteOpen(file, "x"));
        Assert.Equal(FileError.ReadOnly, door.SetLength(file, 0));
        Assert.Equal(FileError.None, door.List(root, out string[] after));
        Assert.Equal(before.Order(StringComparer.Ordinal), after.Order(StringComparer.Ordinal));
        Assert.Equal(MountedDrive.Inside, door.Read("file"));
        Assert.Contains("To allow it, add: new FileMount(\"/m\", …, isWritable: true)", door.HostLog[0], StringComparison.Ordinal);
        mounted.AssertOutsideIsUntouched();
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void Nothing_is_moved_or_linked_from_one_mount_to_another(DoorKind kind, Drive drive)
    {
        using MountedDrive one = new(drive);
        using MountedDrive other = new(drive);
        FileMount mount = new("/m", one.Files, one.IsWritable);
        foreach (FileMount second in new[]
        {
            new FileMount("/n", other.Files, isWritable: other.IsWritable),
            new FileMount("/n", other.Files),
            new FileMount("/m/in", other.Files, isWritable: other.IsWritable),
            new FileMount("/n", one.Files, isWritable: one.IsWritable),
        })
        {
            using FileDoor door = FileDoor.Of(kind, new FileGrant { Mounts = [mount, second] });
            foreach ((string from, string to) in new[] { ("file", "@x"), ("@file", "x"), ("file", "@file"), ("@d", "x"), ("d/e", "@.") })
            {
                Assert.Equal(FileError.OtherMount, door.Rename(from, to));
                Assert.True(door.Link(from, to) is FileError.OtherMount or null);
            }

            Assert.Equal(MountedDrive.Inside, door.Read("file"));
            Assert.Equal(MountedDrive.Inside, door.Read("@file"));
            Assert.Equal(FileError.NotFound, door.Status("x", follow: false));
            Assert.Equal(FileError.NotFound, door.Status("@x", follow: false));
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void A_link_that_a_guest_makes_leads_the_guest_nowhere_else(DoorKind kind, Drive drive)
    {
        using MountedDrive mounted = new(drive);
        using FileDoor door = mounted.Open(kind);
        if (door.CreateLink("out", "d/../../secret") is not FileError.None)
        {
            return; // The door makes no links, or the drive has none: the list of attempts says which.
        }

        Assert.Equal("Escapes", door.Read("out"));
        Assert.Equal(FileError.Escapes, door.Open("out", Create | FileOpening.Truncate));
        Assert.Equal(FileError.None, door.CreateLink("d/e/far", "../../out"));
        Assert.Equal("Escapes", door.Read("d/e/far"));

        // What leads nowhere out where it is, may where it is moved to.
        Assert.Equal(FileError.None, door.CreateLink("d/e/near", "../../file"));
        Assert.Equal(MountedDrive.Inside, door.Read("d/e/near"));
        Assert.Equal(FileError.None, door.Rename("d/e/near", "near"));
        Assert.Equal("Escapes", door.Read("near"));
        mounted.AssertOutsideIsUntouched();
    }

    [Theory]
    [MemberData(nameof(DoorsOfHost))]
    public void What_is_neither_a_file_nor_a_directory_is_seen_and_refused_without_waiting(DoorKind kind, Drive drive)
    {
        using MountedDrive mounted = new(drive);
        using Socket socket = MakeSpecial(mounted);
        using FileDoor door = mounted.Open(kind);
        Stopwatch took = Stopwatch.StartNew();
        foreach (string path in new[] { "fifo", "socket", "device", "to-fifo", "d/to-device" })
        {
            foreach (FileOpening opening in new[]
            {
                FileOpening.None, FileOpening.Read, FileOpening.Write, FileOpening.Read | FileOpening.Write, Create,
                FileOpening.Truncate, Create | FileOpening.Truncate,
            })
            {
                Assert.Equal(FileError.Denied, door.Open(path, opening));
            }

            Assert.Equal(FileError.NotADirectory, door.Open(path, FileOpening.Directory));
            Assert.Equal(FileError.NotADirectory, door.Status($"{path}/x", follow: true));
            Assert.Equal(FileError.None, door.Status(path, follow: true));
            Assert.True(door.SetTimes(path, follow: true) is not FileError.None, "The time was set.");
        }

        Assert.True(took.Elapsed < TimeSpan.FromSeconds(5), $"It took {took.Elapsed}.");
        Assert.Equal(FileError.None, door.RemoveFile("to-fifo"));
        Assert.Equal(FileError.None, door.RemoveFile("fifo"));
    }

    [Theory]
    [InlineData(DoorKind.Wasi)]
    [InlineData(DoorKind.Imports)]
    public void A_FIFO_in_place_of_the_file_of_a_grant_is_refused_without_waiting(DoorKind kind)
    {
        using MountedDrive mounted = new(Drive.SingleFile);
        using FileDoor door = mounted.Open(kind);
        File.Delete(mounted.HostPath("file"));
        Assert.Equal(0, mkfifo(mounted.HostPath("file"), 0x1B6));
        foreach (FileOpening opening in new[] { FileOpening.None, FileOpening.Read, FileOpening.Write, Create | FileOpening.Truncate })
        {
            Assert.Equal(FileError.Denied, door.Open("file", opening));
        }
    }

    [Theory]
    [InlineData(DoorKind.Wasi)]
    [InlineData(DoorKind.Imports)]
    public void The_path_of_a_mount_is_neither_removed_nor_moved(DoorKind kind)
    {
        using MountedDrive outer = new(Drive.Directory);
        MemoryFileSystem inner = new();
        using FileDoor door = FileDoor.Of(kind, new FileGrant
        {
            Mounts = [new FileMount("/m", outer.Files, isWritable: true), new FileMount("/m/d/e", inner, isWritable: true)],
        });
        Assert.Equal(FileError.Busy, door.RemoveDirectory("@."));
        Assert.Equal(FileError.Busy, door.RemoveFile("@./"));
        Assert.Equal(FileError.Busy, door.Rename("@.", "@x"));
        Assert.Equal(FileError.OtherMount, door.Rename("@.", "x"));
        Assert.Equal(FileError.NotEmpty, door.RemoveDirectory("d"));
        Assert.Equal(FileError.None, door.CreateDirectory("@x"));
    }

    [Theory]
    [InlineData(DoorKind.Wasi)]
    [InlineData(DoorKind.Imports)]
    public void Bytes_that_are_no_UTF8_are_no_path(DoorKind kind)
    {
        using MountedDrive mounted = new(Drive.Directory);
        using FileDoor door = mounted.Open(kind);
        string[] before = Directory.GetFileSystemEntries(mounted.HostPath(""));
        foreach (byte[] name in new byte[][]
        {
            [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xFF], [0xC0, 0xAF], [0xF0, 0x82, 0x82, 0xAC], [0xE2, 0x82],
        })
        {
            byte[] path = [.. kind == DoorKind.Wasi ? ""u8 : "/m/"u8, .. name];
            door.Guest.Write(100, path);
            if (kind == DoorKind.Wasi)
            {
                Assert.Equal((int)WasiError.IllegalText, door.Guest.Call("path_create_directory", 3, 100, path.Length));
            }
            else
            {
                WasmImportException exception = door.Guest.CallToFail("fs_create_directory", 100, path.Length);
                Assert.True(exception.IsBadArgument);
                break; // A guest that trapped is not called again.
            }
        }

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(mounted.HostPath("")).Order());
    }

    private static TheoryData<DoorKind, Drive> Each(Func<Drive, bool> isAsked)
    {
        TheoryData<DoorKind, Drive> data = [];
        foreach (DoorKind door in Enum.GetValues<DoorKind>())
        {
            foreach (Drive drive in MountedDrive.Kinds.Where(isAsked))
            {
                data.Add(door, drive);
            }
        }

        return data;
    }

    /// <summary>Puts a FIFO, a socket and a device where guests see them, and links to them.</summary>
    private static Socket MakeSpecial(MountedDrive mounted)
    {
        Assert.Equal(0, mkfifo(mounted.HostPath("fifo"), 0x1B6));
        const uint CharacterDevice = 0x21B6;
        const ulong Null = 0x103;
        if (mknod(mounted.HostPath("device"), CharacterDevice, Null) != 0)
        {
            // Only root makes devices. The kind is what is looked at, and that of a FIFO is refused alike.
            Assert.Equal(0, mkfifo(mounted.HostPath("device"), 0x1B6));
        }

        File.CreateSymbolicLink(mounted.HostPath("to-fifo"), "fifo");
        File.CreateSymbolicLink(mounted.HostPath("d/to-device"), "../device");

        // The path of a socket has 107 bytes at most: it is made elsewhere, and moved here.
        string place = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}"[..8]);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(place));
        File.Move(place, mounted.HostPath("socket"));
        return socket;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mknod(string path, uint mode, ulong device);
}
