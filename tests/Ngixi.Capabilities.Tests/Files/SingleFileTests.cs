using System.Text;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>A grant of one file has no other.</summary>
public sealed class SingleFileTests : IDisposable
{
    private const FileOpening Create = FileOpening.Write | FileOpening.Create;

    private readonly TemporaryFolder folder = new();
    private readonly DirectoryFileSystem host;
    private readonly MemoryFileSystem memory = new();
    private readonly List<IDisposable> opened = [];

    public SingleFileTests()
    {
        folder.Write("app/settings.json", "{}");
        folder.Write("app/secret", "secret");
        memory.WriteFile("app/settings.json", "{}"u8);
        memory.WriteFile("app/secret", "secret"u8);
        host = new DirectoryFileSystem(folder.Path);
    }

    public static TheoryData<bool> OnHost => [false, true];

    public void Dispose()
    {
        opened.Reverse();
        opened.ForEach(item => item.Dispose());
        host.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(OnHost))]
    public void The_file_is_read_under_its_name_and_nothing_else_is_there(bool onHost)
    {
        IGuestDirectory root = Root(onHost, isWritable: false);
        Assert.Equal("settings", Mounted.Names(root));
        Assert.Equal("{}", Read(root, "settings"));
        Assert.Equal("{}", Read(root, "./settings"));
        Assert.Equal("a directory", Read(root, "."));
        foreach ((string path, string error) in new[]
        {
            ("secret", "NotFound"), ("app", "NotFound"), ("settings.json", "NotFound"), ("app/secret", "NotFound"), ("..", "Escapes"),
            ("../secret", "Escapes"), ("./../app", "Escapes"), ("/settings", "Escapes"), ("settings/", "NotADirectory"),
            ("settings/.", "NotADirectory"), ("settings/..", "NotADirectory"), ("settings/../secret", "NotADirectory"),
        })
        {
            Assert.Equal(error, Read(root, path));
            Assert.Equal(error, $"{root.GetStatus(path, follow: true, out _)}");
        }

        Assert.Equal(FileError.ReadOnly, root.Open("settings", FileOpening.Write, out _));
        Assert.Equal(FileError.ReadOnly, root.SetTimes("settings", true, new FileTimes(1, 1)));
        Assert.Equal(FileError.NotADirectory, root.Open("settings", FileOpening.Directory, out _));
        Assert.Equal(FileError.None, root.GetStatus(out FileStatus status));
        Assert.Equal(FileKind.Directory, status.Kind);
        Assert.Equal(FileError.None, root.GetStatus("settings", follow: false, out status));
        Assert.Equal((FileKind.File, 2L), (status.Kind, status.Length));
    }

    [Theory]
    [MemberData(nameof(OnHost))]
    public void A_writable_file_is_written_and_stays_where_it_is(bool onHost)
    {
        IGuestDirectory root = Root(onHost, isWritable: true);
        Write(root, Create | FileOpening.Truncate, "[1]");
        Assert.Equal("[1]", Read(root, "settings"));
        Assert.Equal(FileError.None, root.SetTimes("settings", true, new FileTimes(null, 7)));
        Assert.Equal(FileError.None, root.GetStatus("settings", true, out FileStatus status));
        Assert.Equal(7, status.Written);
        Assert.Equal(FileError.Exists, root.Open("settings", Create | FileOpening.Exclusive, out _));
        Assert.Equal(FileError.IsADirectory, root.Open(".", FileOpening.Write, out _));
        Assert.Equal(FileError.Exists, root.CreateDirectory("."));
        Assert.Equal(FileError.Escapes, root.Rename("settings", root, "../moved"));
        Assert.Equal(FileError.Invalid, root.ReadLink("settings", out _));
        Assert.All(
            new Func<FileError>[]
            {
                () => root.Open("new", Create, out _),
                () => root.CreateDirectory("new"),
                () => root.CreateLink("new", "settings"),
                () => root.Link("settings", root, "new"),
                () => root.Rename("settings", root, "new"),
                () => root.Rename("new", root, "settings"),
                () => root.RemoveFile("settings"),
                () => root.RemoveDirectory("settings"),
                () => root.RemoveDirectory("."),
                () => root.SetTimes(new FileTimes(1, 1)),
                () => root.SetTimes(".", true, new FileTimes(1, 1)),
            },
            change => Assert.Equal(FileError.Denied, change()));
        Assert.Equal("settings", Mounted.Names(root));
        byte[] content = onHost ? File.ReadAllBytes(folder.At("app/settings.json")) : memory.ReadFile("app/settings.json");
        Assert.Equal("[1]"u8.ToArray(), content);
    }

    [Theory]
    [MemberData(nameof(OnHost))]
    public void A_link_in_its_place_or_on_the_way_is_refused_and_another_file_is_not(bool onHost)
    {
        IGuestDirectory root = Root(onHost, isWritable: true);
        Assert.Equal(FileError.None, (onHost ? (IGuestFileSystem)host : memory).OpenRoot(out IGuestDirectory? source));
        using IGuestDirectory place = source!;
        place.RemoveFile("app/settings.json");
        Assert.Equal("NotFound", Read(root, "settings"));
        Assert.Equal(FileError.NotFound, root.Open("settings", Create, out _));
        Assert.Equal("", Mounted.Names(root));
        place.CreateLink("app/settings.json", "secret");
        AssertRefused();
        place.RemoveFile("app/settings.json");
        place.CreateDirectory("app/settings.json");
        AssertRefused();
        place.RemoveDirectory("app/settings.json");
        place.Rename("app/secret", place, "app/settings.json");
        Assert.Equal("secret", Read(root, "settings"));
        place.Rename("app", place, "moved");
        place.CreateLink("app", "moved");
        AssertRefused();

        void AssertRefused()
        {
            Assert.NotEqual("secret", Read(root, "settings"));
            Assert.NotEqual(FileError.None, root.Open("settings", FileOpening.Write, out _));
            Assert.NotEqual(FileError.None, root.Open("settings", Create | FileOpening.Truncate, out _));
            Assert.NotEqual(FileError.None, root.SetTimes("settings", true, new FileTimes(1, 1)));
            Assert.NotEqual(FileError.None, root.GetStatus("settings", true, out _));
            Assert.Equal("", Mounted.Names(root));
        }
    }

    [Fact]
    public void What_is_no_regular_file_is_refused_when_the_grant_is_made()
    {
        File.CreateSymbolicLink(folder.At("link"), "app/secret");
        foreach (string path in new[] { "nothing", "app", "link", "app/secret/x" })
        {
            Assert.Throws<FileNotFoundException>(() => new SingleFileSystem(host, path));
        }

        foreach (string path in new[] { "", "/app/secret", "../x", "app/../x", "./app/secret", "app//secret", "a\0" })
        {
            Assert.Throws<ArgumentException>(() => new SingleFileSystem(host, path, "x"));
        }

        foreach (string name in new[] { "", ".", "..", "a/b", "a\0" })
        {
            Assert.Throws<ArgumentException>(() => new SingleFileSystem(host, "app/secret", name));
        }
    }

    private IGuestDirectory Root(bool onHost, bool isWritable)
    {
        SingleFileSystem files = new(onHost ? host : memory, "app/settings.json", "settings");
        InstanceFiles instance = new(new FileGrant { Mounts = [new FileMount("/config", files, isWritable)] }, () => 1);
        opened.Add(instance);
        return instance.Roots[0].Directory;
    }

    private static void Write(IGuestDirectory root, FileOpening opening, string text)
    {
        Assert.Equal(FileError.None, root.Open("settings", opening, out IGuestNode? node));
        using IGuestFile file = (IGuestFile)node!;
        Assert.Equal(FileError.None, file.Write(0, Encoding.UTF8.GetBytes(text), out _));
    }

    private static string Read(IGuestDirectory root, string path)
    {
        FileError error = root.Open(path, FileOpening.Read, out IGuestNode? node);
        using (node)
        {
            byte[] buffer = new byte[64];
            int count = 0;
            return error != FileError.None ? $"{error}"
                : node is not IGuestFile file ? "a directory"
                : file.Read(0, buffer, out count) == FileError.None ? Encoding.UTF8.GetString(buffer, 0, count)
                : "unreadable";
        }
    }
}
