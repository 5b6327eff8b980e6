using System.Text;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>Files of a kind as a guest has them: behind the policy of a grant.</summary>
internal sealed class Mounted : IDisposable
{
    private const FileOpening ToWrite = FileOpening.Read | FileOpening.Write | FileOpening.Create;

    private readonly TemporaryFolder? folder;
    private readonly InstanceFiles instance;
    private readonly List<IDisposable> opened = [];

    public Mounted(MountKind kind, bool isWritable = true, FileGrant? limits = null, FileQuota? quota = null)
    {
        if (kind is not (MountKind.Memory or MountKind.Overlay or MountKind.KeyValue))
        {
            folder = new TemporaryFolder();
            Directory.CreateDirectory(folder.At("mounted"));
        }

        Files = kind switch
        {
            MountKind.Memory => new MemoryFileSystem(quota),
            MountKind.Directory => HostDirectory("mounted", null),
            MountKind.DirectoryWithQuota => HostDirectory("mounted", quota ?? new FileQuota()),
            MountKind.KeyValue => new KeyValueFileSystem(new MemoryKeyValueStore(), new KeyValueNamespace("module")),
            MountKind.Overlay => new OverlayFileSystem(new MemoryFileSystem(), new MemoryFileSystem(quota)),
            _ => new OverlayFileSystem(
                Keep(new DirectoryFileSystem(Keep(new TemporaryFolder()).Path)), HostDirectory("mounted", quota ?? new FileQuota())),
        };

        // What the test puts there comes in by a mount of its own, which may write.
        Outside = Open(new FileGrant { Mounts = [new FileMount("/", Files, isWritable: true)] }, out _);
        Root = Open((limits ?? new FileGrant()) with { Mounts = [new FileMount("/", Files, isWritable)] }, out instance);
    }

    public static TheoryData<MountKind> Kinds => [.. Enum.GetValues<MountKind>()];

    public static TheoryData<MountKind> KindsWithLinks => [.. Enum.GetValues<MountKind>().Except([MountKind.KeyValue])];

    public IGuestFileSystem Files { get; }

    /// <summary>Gets the root as the guest has it.</summary>
    public IGuestDirectory Root { get; }

    /// <summary>Gets the root as one has it who may write.</summary>
    public IGuestDirectory Outside { get; }

    /// <summary>Gets whether what guests write is in a directory of the host.</summary>
    public bool IsOnHost => folder is not null;

    /// <summary>Gets the folder around the mounted directory.</summary>
    public TemporaryFolder Folder => folder!;

    public long CurrentCall { get; set; } = 1;

    /// <summary>Gets the path of what is mounted, on the host.</summary>
    public string HostPath(string path) => folder!.At($"mounted/{path}");

    public void Write(string path, string text)
    {
        Assert.Equal(FileError.None, Outside.Open(path, ToWrite | FileOpening.Truncate, out IGuestNode? node));
        using IGuestFile file = (IGuestFile)node!;
        Assert.Equal(FileError.None, file.Write(0, Encoding.UTF8.GetBytes(text), out _));
    }

    /// <summary>Reads a file as the guest does, or gets the error.</summary>
    public string Read(string path, FileOpening opening = FileOpening.Read)
    {
        FileError error = Root.Open(path, opening, out IGuestNode? node);
        using (node)
        {
            if (error != FileError.None)
            {
                return $"{error}";
            }

            if (node is not IGuestFile file)
            {
                return "a directory";
            }

            byte[] buffer = new byte[256];
            error = file.Read(0, buffer, out int count);
            return error == FileError.None ? Encoding.UTF8.GetString(buffer, 0, count) : $"{error}";
        }
    }

    public T Open<T>(string path, FileOpening opening)
        where T : class, IGuestNode
    {
        Assert.Equal(FileError.None, Root.Open(path, opening, out IGuestNode? node));
        return Keep(Assert.IsType<T>(node, exactMatch: false));
    }

    public FileError TryOpen(string path, FileOpening opening)
    {
        FileError error = Root.Open(path, opening, out IGuestNode? node);
        node?.Dispose();
        return error;
    }

    public static string Names(IGuestDirectory directory)
    {
        List<FileEntry> entries = [];
        Assert.Equal(FileError.None, directory.List(0, 1_000, entries));
        return string.Join(' ', entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        instance.Dispose();
        opened.Reverse();
        opened.ForEach(item => item.Dispose());
        folder?.Dispose();
    }

    private DirectoryFileSystem HostDirectory(string path, FileQuota? quota) =>
        Keep(new DirectoryFileSystem(folder!.At(path), quota));

    private IGuestDirectory Open(FileGrant grant, out InstanceFiles files)
    {
        files = Keep(new InstanceFiles(grant, () => CurrentCall));
        return files.Roots[0].Directory;
    }

    private T Keep<T>(T item)
        where T : IDisposable
    {
        opened.Add(item);
        return item;
    }
}
