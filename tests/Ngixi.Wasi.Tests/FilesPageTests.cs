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
            Files = new GuestFiles(new FileGrant
            {
                Mounts = [new FileMount("/templates", templates), new FileMount("/work", work, isWritable: true)],
            }),
        });
        linker.DefineGuestWasi(wasi);
        using GuestCallScope call = store.BeginCall(TimeSpan.FromSeconds(5));
        int exitCode = linker.Instantiate(store, module).Run();
        #endregion

        Assert.Equal(2, exitCode); // The tool has no such command.
    }

    [Fact]
    public void The_code_of_the_page_is_what_is_tested() => Assert.Equal(
        CodeRegions.In(File.ReadAllText(Metadata("PageSource")).ReplaceLineEndings("\n")),
        CodeBlock().Matches(Page).Select(match => match.Groups["code"].Value));

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

    [GeneratedRegex(@"^```csharp\n(?<code>.*?\n)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
