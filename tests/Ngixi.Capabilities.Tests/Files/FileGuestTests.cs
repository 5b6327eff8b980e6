using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Http;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>Guests in each language have files through their stubs, without WASI.</summary>
public sealed class FileGuestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DirectoryFileSystem directory;
    private readonly FakeLogger logger = new();

    public FileGuestTests() => directory = new DirectoryFileSystem(folder.Path);

    public static TheoryData<GuestLanguage, bool> Guests => new()
    {
        { GuestLanguage.AssemblyScript, true },
        { GuestLanguage.AssemblyScript, false },
        { GuestLanguage.C, true },
        { GuestLanguage.C, false },
    };

    public void Dispose()
    {
        directory.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Guests))]
    public void A_guest_writes_and_reads_whole_files(GuestLanguage language, bool isMemory) =>
        Assert.Equal(["hello", "hi", "0"], Run(language, isMemory, "whole"));

    [Theory]
    [MemberData(nameof(Guests))]
    public void A_guest_reads_and_writes_an_open_file_in_sequence_and_at_offsets(GuestLanguage language, bool isMemory) =>
        Assert.Equal(["three\n", "NE\ntwo\nthree\n", "0", "5", "1"], Run(language, isMemory, "pieces"));

    [Theory]
    [MemberData(nameof(Guests))]
    public void A_guest_makes_lists_moves_and_removes(GuestLanguage language, bool isMemory)
    {
        string[] lines = Run(language, isMemory, "folders");
        Assert.Equal(["0", "1", "2", "3", "deep/"], lines[..5].Order(StringComparer.Ordinal));
        Assert.Equal([$"{(int)FileKind.Directory}", $"{(int)FileKind.File} 1", "now"], lines[5..]);
    }

    [Theory]
    [MemberData(nameof(Guests))]
    public void A_guest_gets_numbers_and_fixed_words_and_the_host_what_to_grant(GuestLanguage language, bool isMemory)
    {
        Assert.Equal(
            [
                "read: 7 The path leads out of the mounts.",
                "open: 1 There is nothing of that name.",
                "write: 6 It is for reading only.",
                "open directory: 3 It is no directory.",
                "rename: 15 The paths are in different mounts.",
                "status: 9 The path or an argument is none.",
                "write: 6 It is for reading only.",
                "read: -9",
            ],
            Run(language, isMemory, "errors"));
        Assert.Equal(
            [
                "The module billing was denied files: open `/etc/passwd`. No mount of the grant has it. "
                    + "To allow it, add: Mounts = [new FileMount(…)]",
                "The module billing was denied files: open `/fixed/a`. The mount /fixed is for reading. "
                    + "To allow it, add: new FileMount(\"/fixed\", …, isWritable: true)",
            ],
            logger.Collector.GetSnapshot().Select(record => record.Message));
    }

    private string[] Run(GuestLanguage language, bool isMemory, string export)
    {
        MemoryFileSystem fixedFiles = new();
        fixedFiles.WriteFile("a", "kept"u8);
        GuestFiles files = new(
            new FileGrant
            {
                Mounts =
                [
                    new FileMount("/work", isMemory ? new MemoryFileSystem() : directory, isWritable: true),
                    new FileMount("/fixed", fixedFiles),
                ],
            },
            new DenialLog(logger, "billing"));
        GuestLines lines = new();
        using Linker linker = new(RawGuest.Engine);
        linker.DefineFiles(files.ForInstance);
        linker.DefineLog(lines);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        using CapabilityGuest guest = CapabilityGuest.Start("files", language, linker);
        guest.Run(export);
        return lines.Take();
    }
}
