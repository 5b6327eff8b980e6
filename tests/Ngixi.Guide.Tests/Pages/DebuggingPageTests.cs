using Microsoft.Extensions.Logging;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Guide.Tests.Debugging;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenario of docs/guide/debugging.md.</summary>
public sealed class DebuggingPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LineProvider log = new();

    [Fact]
    public async Task A_failure_tells_the_line_of_the_guest_and_the_page_prints_it()
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });
        using GuestModule module = engine.Load(GuideGuests.ManifestOf("splitter"));
        using GuestPool pool = module.CreatePool();
        string place = "";

        #region frames
        try
        {
            await pool.CallAsync(guest => guest.Instance.GetSplitter().Share(9900, guests: 0));
        }
        catch (GuestTrapException failure)
        {
            GuestFrame innermost = failure.Frames[0];
            place = $"{failure.Trap} in {innermost.Function}, {innermost.File}:{innermost.Line}";
        }
        #endregion

        Assert.Equal("IntegerDivisionByZero in assembly/splitter/EvenSplitter#share, assembly/splitter.ts:6", place);
        string[] lines = [.. log.Lines];
        GuestTrapException full = await Assert.ThrowsAsync<GuestTrapException>(
            () => pool.CallAsync(guest => guest.Instance.GetSplitter().Shares(9900, guests: 20_000_000)));
        new GuidePage("debugging").Prints(string.Join('\n', lines), full.Message.Split('\n')[0]);
    }

    [Fact]
    public async Task A_profile_has_the_functions_of_the_guest()
    {
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(GuideGuests.ManifestOf("splitter"));
        using GuestPool pool = module.CreatePool();
        string file = folder.At("share.json");

        #region profile
        using GuestProfile profile = new(module);
        await pool.CallAsync(guest => guest.Instance.GetSplitter().Share(9900, guests: 3), new CallOptions { Profile = profile });
        await File.WriteAllBytesAsync(file, profile.Finish());
        #endregion

        Assert.Contains("splitter", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_production_is_replayed_with_the_module_alone()
    {
        string runs = folder.At("runs");
        string wasm = GuideGuests.ModuleOf("splitter");

        #region record
        using (GuestEngine engine = new(new GuestEngineOptions { IsRecordable = true }))
        using (GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "splitter.ngixi.json")))
        using (GuestPool pool = module.CreatePool(new PoolOptions { Recorder = GuestRecorder.ToDirectory(runs) }))
        {
            await Assert.ThrowsAsync<GuestTrapException>(
                () => pool.CallAsync(guest => guest.Instance.GetSplitter().Share(9900, guests: 0)));
        }

        string recording = Directory.GetFiles(runs).Single();
        ReplayResult replay = GuestRecording.Verify(recording, wasm);
        #endregion

        Assert.NotNull(replay);
    }

    public void Dispose()
    {
        folder.Dispose();
        log.Dispose();
    }

    private sealed class LineProvider : ILoggerProvider
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new LineLogger(Lines, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class LineLogger(List<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel}: {category}: {formatter(state, exception)}");
    }
}
