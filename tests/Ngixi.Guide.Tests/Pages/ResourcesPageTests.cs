using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Guide.Tests.Resources;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenario of docs/guide/resources.md.</summary>
public sealed class ResourcesPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Reports reports;
    private readonly GuestEngine engine;
    private readonly GuestModule module;

    public ResourcesPageTests()
    {
        folder.Write("2026-11.txt", "tea 2\ncup 1\ntea 3\n");
        reports = new Reports(folder.Path);
        GuestEngineOptions options = new();
        options.Capabilities.Add(
            Capability.Of<IReports>("reports", static (linker, create) => linker.DefineReports(create), _ => reports));
        engine = new GuestEngine(options);
        module = engine.Load(GuideGuests.ManifestOf("reader"));
    }

    [Fact]
    public async Task A_guest_reads_a_report_and_frees_it()
    {
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(3, (await guest.CallAsync(it => it.Instance.GetReader().CountLines("2026-11"))).Value);
        Assert.Equal(0, reports.OpenCount);
    }

    [Fact]
    public async Task A_guest_is_told_where_there_is_none()
    {
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(-1, (await guest.CallAsync(it => it.Instance.GetReader().CountLines("1999-01"))).Value);
    }

    [Fact]
    public async Task What_a_guest_does_not_free_is_disposed_with_its_instance()
    {
        using (GuestInstance guest = await module.StartAsync())
        {
            await guest.CallAsync(it => it.Instance.GetReader().Hoard("2026-11", 3));
            Assert.Equal(3, reports.OpenCount);
        }

        Assert.Equal(0, reports.OpenCount);
    }

    [Fact]
    public async Task The_page_prints_the_messages_of_its_mistakes()
    {
        GuestTrapException many = await FailureOf(reader => reader.Hoard("2026-11", 17));
        GuestTrapException freed = await FailureOf(reader => reader.ReadFreed("2026-11"));
        Assert.Equal(0, reports.OpenCount);
        new GuidePage("resources").Prints(many.Message, freed.Message);
    }

    public void Dispose()
    {
        module.Dispose();
        engine.Dispose();
        folder.Dispose();
    }

    private async Task<GuestTrapException> FailureOf(Func<IReader, object?> call)
    {
        using GuestPool pool = module.CreatePool();
        return await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(guest => call(guest.Instance.GetReader())));
    }

    #region reports
    private sealed class Reports(string folder) : IReports
    {
        private int openCount;

        public int OpenCount => openCount;

        public IReport? Open(string month)
        {
            string file = Path.Combine(folder, Path.GetFileName(month) + ".txt");
            return File.Exists(file) ? new Report(this, File.OpenText(file)) : null;
        }

        private sealed class Report : IReport
        {
            private readonly Reports reports;
            private readonly StreamReader lines;

            public Report(Reports reports, StreamReader lines)
            {
                (this.reports, this.lines) = (reports, lines);
                Interlocked.Increment(ref reports.openCount);
            }

            public string? ReadLine() => lines.ReadLine();

            public void Dispose()
            {
                lines.Dispose();
                Interlocked.Decrement(ref reports.openCount);
            }
        }
    }
    #endregion
}
