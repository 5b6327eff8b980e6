using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>The code of docs/capabilities/files.md, and its table of what a grant has.</summary>
public sealed partial class FilesPageTests
{
    private static readonly string Page = File.ReadAllText(Metadata("Page")).ReplaceLineEndings("\n");

    [Fact]
    public void A_program_runs_with_the_files_of_its_grant()
    {
        FakeLogCollector logs = new();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(new FakeLoggerProvider(logs)));
        GuestLog log = new(loggers, "billing");
        ILogger logger = loggers.CreateLogger("denials");
        using Linker linker = new(RawGuest.Engine);
        using Store store = new(RawGuest.Engine);
        Wasmtime.Module module = Tool.Module;
        using TemporaryFolder folder = new();
        string templatesFolder = folder.Path;

        #region run
        using DirectoryFileSystem templates = new(templatesFolder);
        MemoryFileSystem work = new(new FileQuota { MaxBytes = 4 * 1024 * 1024 });
        GuestWasi wasi = new(new WasiGrant
        {
            Arguments = ["billing", "--month", "2026-11"],
            Output = WasiOutput.ToLog(log),
            Error = WasiOutput.ToLog(log, LogLevel.Warning, "stderr"),
            Files = new GuestFiles(
                new FileGrant
                {
                    Mounts = [new FileMount("/templates", templates), new FileMount("/work", work, isWritable: true)],
                },
                new DenialLog(logger, "billing")),
        });
        linker.DefineGuestWasi(wasi);
        using GuestCallScope call = store.BeginCall(TimeSpan.FromSeconds(5));
        int exitCode = linker.Instantiate(store, module).Run();
        #endregion

        Assert.Equal(2, exitCode); // The tool has no such command.
    }

    [Fact]
    public void An_overlay_and_a_single_file_are_mounts()
    {
        using TemporaryFolder folder = new();
        folder.Write("settings.json", "{}");
        string appFolder = folder.Path;

        #region mounts
        using DirectoryFileSystem app = new(appFolder);
        MemoryFileSystem scratch = new(new FileQuota { MaxBytes = 4 * 1024 * 1024 });
        FileGrant grant = new()
        {
            Mounts =
            [
                new FileMount("/app", new OverlayFileSystem(below: app, above: scratch), isWritable: true),
                new FileMount("/config", new SingleFileSystem(app, "settings.json")),
            ],
        };
        #endregion

        Assert.Equal(2, grant.Mounts.Count);
    }

    [Fact]
    public void Values_of_a_store_are_a_mount()
    {
        MemoryKeyValueStore store = new();

        #region values
        KeyValueFileSystem reports = new(store, new KeyValueNamespace("billing"), new KeyValueQuota { MaxKeys = 10_000 });
        FileGrant grant = new() { Mounts = [new FileMount("/reports", reports, isWritable: true)] };
        #endregion

        Assert.Equal((0, ""), Tool.Run(new WasiGrant { Files = new GuestFiles(grant) }, "write", "/reports/may.csv", "1,2,3"));
    }

    [Fact]
    public void What_guests_wrote_is_read_and_shared_files_are_warned_of()
    {
        using TemporaryFolder folder = new();
        folder.Write("reports/may.csv", "1,2,3");
        folder.Write("secret", "secret");
        folder.Write("shared", "shared");
        Assert.Equal(0, Command.Run("ln", folder.Path, "shared", "reports/shared.csv").ExitCode);
        File.CreateSymbolicLink(folder.At("reports/link.csv"), "../secret");
        string reportsFolder = folder.At("reports");
        List<string> published = [];
        void Publish(byte[] report) => published.Add(System.Text.Encoding.UTF8.GetString(report));

        List<string> warnings = [];
        void Warn(string warning) => warnings.Add(warning);

        #region reader
        using DirectoryFileSystem reports = new(reportsFolder);
        foreach (string path in reports.FindHardLinks())
        {
            Warn($"Guests may write {path}, which has another name on the host.");
        }

        GuestDirectoryReader reader = new(reports);
        foreach (FileEntry entry in reader.List().Where(entry => entry.Kind == FileKind.File))
        {
            byte[] report = reader.ReadFile(entry.Name, maxBytes: 1024 * 1024);
            Publish(report);
        }
        #endregion

        Assert.Equal(["1,2,3", "shared"], published.Order(StringComparer.Ordinal));
        Assert.Equal(["Guests may write shared.csv, which has another name on the host."], warnings);
    }

    [Fact]
    public void Both_doors_of_an_instance_share_what_is_open_read_and_written()
    {
        MemoryFileSystem memory = new();
        memory.WriteFile("a", "0123456789"u8);
        FileGrant grant = new() { Mounts = [new FileMount("/m", memory, isWritable: true)], MaxOpen = 2, MaxBytesRead = 15 };
        FakeLogger logger = new();
        using Linker linker = new(RawGuest.Engine);

        #region imports
        GuestFiles files = new(grant, new DenialLog(logger, "billing"));
        linker.DefineFiles(files.ForInstance);
        #endregion

        linker.DefineGuestWasi(new GuestWasi(new WasiGrant { Files = files }));
        using RawGuest guest = RawGuest.Create(
            linker,
            "wasi_snapshot_preview1.path_open (i32 i32 i32 i32 i32 i64 i64 i32 i32) -> i32",
            "wasi_snapshot_preview1.fd_read (i32 i32 i32 i32) -> i32",
            "wasi_snapshot_preview1.fd_close (i32) -> i32",
            "env.fs_open (i32 i32 i32 i32) -> i32",
            "env.fs_read (i32 i32 i32) -> i32");
        const int Area = 1_000;
        const int Vector = 2_000;
        const int Path = 3_000;
        const int TooManyOpen = -2 - (int)FileError.TooManyOpen;
        const int LimitReached = -2 - (int)FileError.LimitReached;
        guest.WriteArea(Area, 512);
        guest.Write(Path, "/m/a"u8);
        guest.Write(Vector, [0, 32, 0, 0, 10, 0, 0, 0]);
        using GuestCallScope call = guest.Store.BeginCall(Timeout.InfiniteTimeSpan);

        Assert.Equal(0, OpenByWasi());
        int descriptor = BitConverter.ToInt32(guest.Bytes(Area + 8, 4));
        Assert.Equal(0, OpenByWasi());
        Assert.Equal(TooManyOpen, guest.Call("fs_open", Path, 4, (int)FileOpening.Read, Area));
        Assert.Equal(0, guest.Call("fd_close", descriptor));
        Assert.Equal(4, guest.Call("fs_open", Path, 4, (int)FileOpening.Read, Area));
        Assert.Equal((int)WasiError.TooManyOpen, OpenByWasi());

        Assert.Equal(0, guest.Call("fd_read", descriptor + 1, Vector, 1, Area + 8));
        Assert.Equal(10, BitConverter.ToInt32(guest.Bytes(Area + 8, 4)));
        Assert.Equal(TooManyOpen, guest.Call("fs_read", Path, 4, Area));
        Assert.Equal(0, guest.Call("fd_close", descriptor + 1));
        Assert.Equal(LimitReached, guest.Call("fs_read", Path, 4, Area));

        object? OpenByWasi() => guest.Call("path_open", 3, 0, Path + 3, 1, 0, (long)WasiRights.Read, 0L, 0, Area + 8);
    }

    [Fact]
    public void Two_doors_of_an_instance_have_one_grant()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineGuestWasi(new GuestWasi());
        linker.DefineFiles(new GuestFiles(new FileGrant()).ForInstance);
        using RawGuest guest = RawGuest.Create(
            linker, "wasi_snapshot_preview1.sched_yield () -> i32", "env.fs_remove_file (i32 i32) -> i32");
        Assert.Equal(0, guest.Call("sched_yield"));
        WasmImportException exception = guest.CallToFail("fs_remove_file", 0, 0);
        Assert.Contains("give all of them the same GuestFiles", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_code_of_the_page_is_what_is_tested() => Assert.Equal(
        CodeRegions.In(File.ReadAllText(Metadata("PageSource")).ReplaceLineEndings("\n")),
        CodeRegions.BlocksOf(Printed().Replace(Page, "")));

    [Fact]
    public void A_denial_is_told_in_the_words_of_the_page()
    {
        MemoryFileSystem memory = new();
        memory.WriteFile("a", "0123456789"u8);
        FakeLogger logger = new();
        using Linker linker = new(RawGuest.Engine);
        FileGrant grant = new() { Mounts = [new FileMount("/templates", memory)] };
        linker.DefineFiles(new GuestFiles(grant, new DenialLog(logger, "billing")).ForInstance);
        using RawGuest guest = RawGuest.Create(linker, "env.fs_open (i32 i32 i32 i32) -> i32");
        guest.WriteArea(1_000, 512);
        guest.Write(3_000, "/templates/a"u8);
        Assert.NotEqual(0, guest.Call("fs_open", 3_000, 12, (int)FileOpening.Write, 1_000));
        string printed = CodeRegions.BlocksOf(Page, "").Single(block => block.StartsWith("The module", StringComparison.Ordinal));
        Assert.Equal(printed.ReplaceLineEndings(" "), logger.LatestRecord.Message + " ");
    }

    [Fact]
    public void Each_property_of_the_grant_is_in_the_page()
    {
        string table = Page[Page.IndexOf("| `WasiGrant` |", StringComparison.Ordinal)..];
        Assert.All(
            typeof(WasiGrant).GetProperties(BindingFlags.Public | BindingFlags.Instance),
            property => Assert.Contains($"`{property.Name}`", table, StringComparison.Ordinal));
        Assert.Contains(new WasiGrant().MaxOutputBytes.ToString("N0", CultureInfo.InvariantCulture), table, StringComparison.Ordinal);
    }

    private static string Metadata(string key) =>
        typeof(FilesPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;

    [GeneratedRegex("<!-- interface.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Printed();
}
