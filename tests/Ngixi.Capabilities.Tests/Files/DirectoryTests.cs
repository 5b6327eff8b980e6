using System.Runtime.InteropServices;
using Ngixi.Bindgen.Tests.Shared;
using Xunit.Abstractions;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>A directory of the host: what else is in it, and who else writes into it.</summary>
public sealed partial class DirectoryTests(ITestOutputHelper output)
{
    private const FileOpening Create = FileOpening.Write | FileOpening.Create;

    [Fact]
    public void Names_that_are_no_UTF8_are_not_listed()
    {
        using Mounted mounted = new(MountKind.Directory);
        mounted.Write("a", "");
        byte[] path = [.. System.Text.Encoding.UTF8.GetBytes(mounted.HostPath("")), 0xFF, 0xFE, 0];
        int file = creat(path, 0x1B6);
        Assert.True(file >= 0);
        Assert.Equal(0, close(file));
        Assert.Equal("a", Mounted.Names(mounted.Root));
        Assert.Equal(0, unlink(path));
    }

    [Fact]
    public void Times_before_1970_and_after_2262_are_none_that_harm()
    {
        using Mounted mounted = new(MountKind.Directory);
        mounted.Write("old", "");
        File.SetLastWriteTimeUtc(mounted.HostPath("old"), new DateTime(1901, 12, 14, 0, 0, 0, DateTimeKind.Utc));
        mounted.Root.GetStatus("old", false, out FileStatus status);
        Assert.Equal(-2_147_472_000_000_000_000, status.Written);
        mounted.Write("new", "");
        File.SetLastWriteTimeUtc(mounted.HostPath("new"), new DateTime(2400, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        mounted.Root.GetStatus("new", false, out status);
        Assert.True(status.Written > 0);
    }

    [Fact]
    public void Descriptors_of_the_host_are_given_back()
    {
        using Mounted mounted = new(MountKind.Directory);
        mounted.Root.CreateDirectory("d");
        mounted.Write("d/a", "");
        Use();
        int before = OpenDescriptors();
        for (int i = 0; i < 100; i++)
        {
            Use();
        }

        // Others of the process open files, too, at the same time: not a hundred of them.
        Assert.InRange(OpenDescriptors(), 0, before + 50);

        void Use()
        {
            mounted.Read("d/a");
            mounted.Read("d/missing");
            mounted.TryOpen("d", FileOpening.Directory);
            mounted.Root.GetStatus("d/a", true, out _);
            mounted.Root.Rename("d/a", mounted.Root, "d/b");
            mounted.Root.Rename("d/b", mounted.Root, "d/a");
            mounted.Root.CreateLink("d/link", "a");
            mounted.Root.ReadLink("d/link", out _);
            mounted.Root.RemoveFile("d/link");
            mounted.Root.RemoveFile("../x");
        }
    }

    [Fact]
    public void A_link_that_is_swapped_in_at_any_moment_leads_nowhere()
    {
        using Mounted mounted = new(MountKind.Directory);
        mounted.Root.CreateDirectory("d");
        mounted.Write("d/file", "inside");
        mounted.Folder.Write("secrets/file", "secret");
        Dictionary<string, int> seen = [];
        using (new SwappedDirectory(mounted.HostPath("d"), "../secrets"))
        {
            for (int i = 0; i < Tries.Count(10_000); i++)
            {
                string read = mounted.Read("d/file");
                seen[read] = seen.GetValueOrDefault(read) + 1;
                if (mounted.Root.Open("d/made", Create, out IGuestNode? node) == FileError.None)
                {
                    node!.Dispose();
                }

                mounted.Root.Rename("d/file", mounted.Root, "d/file");
                mounted.Root.RemoveFile("d/made");
            }
        }

        output.WriteLine(string.Join(", ", seen.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.DoesNotContain("secret", seen.Keys);
        Assert.All(seen.Keys, read => Assert.True(read is "inside" or "NotFound" or "Escapes" or "Busy", read));
        Assert.True(seen.Keys.Count > 1, "Nothing was swapped while the guest looked.");
        Assert.Equal(["file"], Directory.GetFileSystemEntries(mounted.Folder.At("secrets")).Select(Path.GetFileName));
        Assert.Equal("secret", File.ReadAllText(mounted.Folder.At("secrets/file")));
    }

    private static int OpenDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    [LibraryImport("libc")]
    private static partial int creat(byte[] path, uint mode);

    [LibraryImport("libc")]
    private static partial int unlink(byte[] path);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
