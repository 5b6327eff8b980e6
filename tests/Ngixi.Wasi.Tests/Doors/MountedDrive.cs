using System.IO.Compression;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>
/// A file system with <c>file</c>, <c>d/file</c>, <c>d/e</c> and, where it can have them, links of which some lead out. Guests cannot make
/// all of them, and whoever else writes into a directory can. Beside what is mounted lies a secret.
/// </summary>
internal sealed class MountedDrive : IDisposable
{
    public const string Inside = "inside";

    private const string Secret = "secret";

    private static readonly (string Path, string Target)[] Links =
    [
        ("up", ".."), ("absolute", "/etc"), ("secret-link", "../secret"), ("d/twice", "../.."), ("loop-out", "d/../up"),
        ("chained", "secret-link"), ("dangling-out", "../made"), ("dots", "d/e/../../../secret"), ("proc", "/proc/self"),
        ("fd", "/proc/self/fd/0"), ("within", "d/file"), ("dangling", "d/made"), ("self", "self"), ("ring", "gnir"), ("gnir", "ring"),
    ];

    private readonly TemporaryFolder folder = new();
    private readonly List<IDisposable> opened = [];

    public MountedDrive(Drive kind)
    {
        Kind = kind;
        folder.Write(Secret, Secret);
        Directory.CreateDirectory(folder.At("mounted"));
        Files = kind switch
        {
            Drive.Directory => HostDirectory(hasFiles: true, null),
            Drive.DirectoryWithQuota => HostDirectory(hasFiles: true, new FileQuota()),
            Drive.CheckedDirectory => HostDirectory(hasFiles: true, new FileQuota(), isChecked: true),
            Drive.Memory => Memory(hasLinks: true),
            Drive.MemoryOverDirectory => new OverlayFileSystem(HostDirectory(hasFiles: true, null), new MemoryFileSystem()),
            Drive.DirectoryOverMemory => new OverlayFileSystem(Memory(hasLinks: false), HostDirectory(hasFiles: false, new FileQuota())),
            Drive.Zip => Zip(),
            Drive.KeyValue => Values(),
            _ => new SingleFileSystem(HostDirectory(hasFiles: true, null), "file"),
        };
    }

    /// <summary>Gets all kinds.</summary>
    public static IEnumerable<Drive> Kinds => Enum.GetValues<Drive>();

    public Drive Kind { get; }

    public IGuestFileSystem Files { get; }

    /// <summary>Gets whether it has the links.</summary>
    public bool HasLinks => Kind is not (Drive.Zip or Drive.KeyValue or Drive.SingleFile);

    /// <summary>Gets whether files of the host can be put into it.</summary>
    public bool IsOnHost => Kind is not (Drive.Zip or Drive.KeyValue or Drive.Memory);

    /// <summary>Gets whether guests may write it: as far as it can be written.</summary>
    public bool IsWritable => Kind is not (Drive.Zip or Drive.KeyValue);

    /// <summary>Gets the path on the host of what is mounted.</summary>
    public string HostPath(string path) => folder.At($"mounted/{path}");

    public FileDoor Open(DoorKind door, bool? isWritable = null) =>
        FileDoor.Of(door, new FileGrant { Mounts = [new FileMount("/m", Files, isWritable ?? IsWritable)] });

    /// <summary>Checks that nothing beside what is mounted was changed.</summary>
    public void AssertOutsideIsUntouched()
    {
        IEnumerable<string?> names = Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName);
        Assert.Equal(["mounted", Secret], names.Order(StringComparer.Ordinal));
        Assert.Equal(Secret, File.ReadAllText(folder.At(Secret)));
    }

    public void Dispose()
    {
        opened.Reverse();
        opened.ForEach(item => item.Dispose());
        folder.Dispose();
    }

    private DirectoryFileSystem HostDirectory(bool hasFiles, FileQuota? quota, bool isChecked = false)
    {
        Directory.CreateDirectory(HostPath("d"));
        if (hasFiles)
        {
            Directory.CreateDirectory(HostPath("d/e"));
            File.WriteAllText(HostPath("file"), Inside);
            File.WriteAllText(HostPath("d/file"), Inside);
        }

        foreach ((string path, string target) in HasLinks ? Links : [])
        {
            File.CreateSymbolicLink(HostPath(path), target);
        }

        DirectoryFileSystem files = new(HostPath(""), quota, isChecked);
        opened.Add(files);
        return files;
    }

    private static MemoryFileSystem Memory(bool hasLinks)
    {
        MemoryFileSystem files = new();
        files.WriteFile("file", "inside"u8);
        files.WriteFile("d/file", "inside"u8);
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        using (root)
        {
            Assert.Equal(FileError.None, root!.CreateDirectory("d/e"));
            foreach ((string path, string target) in hasLinks ? Links : [])
            {
                Assert.Equal(FileError.None, root.CreateLink(path, target));
            }
        }

        return files;
    }

    private static KeyValueFileSystem Values()
    {
        KeyValueFileSystem files = new(new MemoryKeyValueStore(), new KeyValueNamespace("module"));
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        using IGuestDirectory directory = root!;
        Assert.Equal(FileError.None, directory.CreateDirectory("d"));
        Assert.Equal(FileError.None, directory.CreateDirectory("d/e"));
        foreach (string path in new[] { "file", "d/file" })
        {
            Assert.Equal(FileError.None, directory.Open(path, FileOpening.Write | FileOpening.Create, out IGuestNode? node));
            using IGuestFile file = (IGuestFile)node!;
            Assert.Equal(FileError.None, file.Write(0, "inside"u8, out _));
        }

        return files;
    }

    private static MemoryFileSystem Zip()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("d/e/");
            foreach (string path in new[] { "file", "d/file" })
            {
                using StreamWriter writer = new(archive.CreateEntry(path).Open());
                writer.Write(Inside);
            }
        }

        MemoryFileSystem files = new();
        stream.Position = 0;
        files.WriteZip(stream);
        return files;
    }
}
