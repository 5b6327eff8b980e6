using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Auditing;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Auditing;

public sealed class AuditFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();

    private string Audit => folder.At("audit.jsonl");

    [Fact]
    public void A_file_is_continued_by_the_next_process()
    {
        Write(5);
        Write(5);
        AuditVerification found = Verified();
        Assert.Equal((14, 14, 2), (found.LastLine, found.AnchoredLine, found.Anchors));
        Assert.Empty(found.Remarks);
        JsonElement[] opened = [.. Entries().Where(entry => Event(entry) == "log.opened")];
        Assert.Equal(2, opened.Length);
        Assert.Equal(opened[0].GetProperty("log").GetString(), opened[1].GetProperty("log").GetString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Audit));
        }
    }

    [Fact]
    public void Two_processes_do_not_write_the_same_file()
    {
        using GuestAudit audit = GuestAudit.ToFile(Audit);
        Assert.Throws<IOException>(() => GuestAudit.ToFile(Audit));
    }

    [Fact]
    public void A_full_file_is_put_away_and_the_chain_goes_on()
    {
        AuditOptions options = new() { MaxFileBytes = 4 * 1024 };
        Write(40, options);
        Write(40, options);
        string[] files = Files();
        Assert.InRange(files.Length, 5, 20);
        Assert.Equal("audit.000000000001.jsonl", Path.GetFileName(files[0]));
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 4 * 1024));
        AuditVerification found = Verified();
        Assert.Equal(found.LastLine, found.AnchoredLine);
        Assert.Equal(80, Entries().Count(entry => Event(entry) == "tried"));

        // In any order; the first may be put away, and none in between.
        Assert.True(GuestAudit.VerifyFiles(files.Reverse()).IsIntact);
        Assert.True(GuestAudit.VerifyFiles(files[1..], new AuditVerificationOptions { MayBeginLater = true }).IsIntact);
        Assert.Equal(1, GuestAudit.VerifyFiles(files[1..]).Fault!.Line);
        AuditFault missing = GuestAudit.VerifyFiles(files[..1].Concat(files[2..])).Fault!;
        Assert.Contains("It is missing, or was moved", missing.Reason, StringComparison.Ordinal);
        Assert.Equal((files[2], 1), (missing.File, missing.LineInFile));
    }

    [Fact]
    public void An_old_file_is_put_away()
    {
        AuditOptions options = new() { MaxFileAge = TimeSpan.FromHours(1) };
        using (GuestAudit audit = Open(options))
        {
            Try(audit, 1);
            time.Advance(TimeSpan.FromMinutes(59));
            Try(audit, 2);
        }

        Assert.Single(Files());
        time.Advance(TimeSpan.FromMinutes(1));
        Write(1, options);
        Assert.Equal(2, Files().Length);
        Verified();
    }

    [Fact]
    public void A_line_that_was_torn_is_said_and_the_chain_goes_on()
    {
        Write(5, new AuditOptions { AnchorFile = folder.At("anchors") });
        byte[] whole = File.ReadAllBytes(Audit);
        byte[] torn = whole[..^100];
        File.WriteAllBytes(Audit, torn);
        File.Delete(folder.At("anchors"));
        AuditVerification before = GuestAudit.Verify(Audit);
        Assert.Null(before.Fault);
        Assert.False(before.IsIntact);
        Assert.Equal((6, torn.Length - LengthOf(whole, lines: 6)), (before.LastLine, before.TornBytes));

        Write(5, new AuditOptions { AnchorFile = folder.At("anchors") });
        AuditVerification after = GuestAudit.Verify(Audit, new AuditVerificationOptions { AnchorFile = folder.At("anchors") });
        Assert.True(after.IsIntact, after.ToString());
        Assert.Equal(
            [
                "A process ended before line 7 without closing the audit.",
                "Line 7 says what was left of a line before it, which was not written to its end.",
            ],
            after.Remarks);
        JsonElement said = Entries()[6].GetProperty("torn");
        Assert.Equal(before.TornBytes, said.GetProperty("bytes").GetInt32());
        Assert.Equal(Encoding.UTF8.GetString(torn[^before.TornBytes..]), said.GetProperty("text").GetString());
    }

    [Fact]
    public void Only_the_first_line_may_be_torn_so_that_an_empty_audit_begins_anew()
    {
        File.WriteAllText(Audit, "{\"line\":1,\"ti");
        Write(1);
        Assert.Equal(13, Entries()[0].GetProperty("torn").GetProperty("bytes").GetInt32());
        Verified();
    }

    [Theory]
    [InlineData(-80)]
    [InlineData(-1)]
    public void A_file_whose_last_line_was_changed_is_not_continued(int at)
    {
        Write(5);
        byte[] bytes = File.ReadAllBytes(Audit);
        bytes[at == -1 ? LengthOf(bytes, lines: 6) + 3 : bytes.Length + at]++;
        File.WriteAllBytes(Audit, bytes);
        Assert.Contains("The last line of the audit", Assert.Throws<InvalidDataException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_or_removed_while_nobody_wrote_it_is_not_continued()
    {
        Write(5);
        byte[] bytes = File.ReadAllBytes(Audit);
        File.WriteAllBytes(Audit, bytes[..LengthOf(bytes, lines: 3)]);
        Assert.Contains(
            "says that the audit has 7 lines, which it has not: it ends at line 3",
            Assert.Throws<InvalidDataException>(() => Open()).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("The end was cut off", GuestAudit.Verify(Audit).Fault!.Reason, StringComparison.Ordinal);
        File.Delete(Audit);
        Assert.Contains(
            "has anchors of another audit", Assert.Throws<InvalidDataException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => GuestAudit.Verify(folder.At("none.jsonl")));
    }

    [Fact]
    public void An_anchor_that_was_torn_counts_for_nothing_and_is_cut_off_by_the_next()
    {
        Write(5);
        string anchors = Audit + ".anchors";
        File.AppendAllText(anchors, "{\"log\":\"");
        AuditVerification found = GuestAudit.Verify(Audit);
        Assert.True(found.IsIntact);
        Assert.Contains("was not written to its end", Assert.Single(found.Remarks), StringComparison.Ordinal);
        Write(5);
        Assert.Equal(2, File.ReadAllLines(anchors).Length);
        Assert.Empty(Verified().Remarks);
    }

    [Fact]
    public void Lines_have_an_anchor_after_so_many_or_so_long()
    {
        List<string> anchors = [];
        AuditOptions options = new() { AnchorEvery = 5, AnchorInterval = TimeSpan.FromMinutes(1), Anchored = anchors.Add };
        using GuestAudit audit = Open(options);
        Try(audit, 4);
        Assert.Single(anchors);
        Try(audit, 2);
        Assert.Single(anchors);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, anchors.Count);
        Assert.Contains("\"lines\":7,", anchors[^1], StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, anchors.Count);
        Assert.Equal(File.ReadAllLines(Audit + ".anchors"), anchors);
    }

    [Fact]
    public void Lines_of_processes_that_are_killed_have_an_anchor_however_short_each_lives()
    {
        for (int process = 1; process <= 4; process++)
        {
            AuditVerification found = WriteAndKill(TimeSpan.Zero);
            Assert.Equal(4 * process, found.LastLine);
            Assert.InRange(found.LastLine - found.AnchoredLine, 0, 11);
        }

        // This one lives until it brings lines to the disk, and anchors what the ones before left.
        AuditVerification last = WriteAndKill(TimeSpan.FromSeconds(1));
        Assert.Equal((20, 20), (last.LastLine, last.AnchoredLine));
    }

    [Fact]
    public void It_may_be_verified_while_it_is_written()
    {
        using GuestAudit audit = Open(new AuditOptions { MaxFileBytes = 4 * 1024, AnchorEvery = 7 });
        for (int i = 0; i < 20; i++)
        {
            Try(audit, 5);
            AuditVerification found = Verified();
            Assert.Equal(["It is being written, or its process ended without closing it."], found.Remarks);
            Assert.InRange(found.LastLine - found.AnchoredLine, 0, 6);
        }
    }

    [Fact]
    public void A_flood_is_counted_in_a_line_for_each_kind_and_interval()
    {
        AuditHost host = new();
        using GuestAudit audit = host.Open(new AuditOptions { Time = time, FloodInterval = TimeSpan.FromMinutes(1) });
        FloodKind http = new("denied", "shop", "http");
        FloodKind files = new("denied", "shop", "files");
        for (int i = 0; i < 1_000; i++)
        {
            audit.Write(http, () => AuditEntry.Of("denied"));
            audit.Write(files, () => AuditEntry.Of("denied"));
        }

        audit.Write(new FloodKind("denied", "other", "http"), () => AuditEntry.Of("denied"));
        Assert.Equal(1 + 41, host.Events.Length);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            ["denied shop http 980", "denied shop files 980"],
            host.Entries("counted").Select(counted =>
                string.Join(' ', ((string[])["of", "module", "case", "count"]).Select(field => counted.GetProperty(field)))));
        audit.Write(http, () => AuditEntry.Of("denied"));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1 + 41 + 2 + 1, host.Events.Length);
        Assert.True(AuditFixture.Verify(host).IsIntact);
    }

    [Fact]
    public void Text_of_any_origin_is_bounded_and_on_one_line()
    {
        AuditHost host = new();
        using GuestAudit audit = host.Open();
        string hostile = "a\"},{\n\r\u2028\u202e\0`é" + new string('x', 100_000);
        audit.Write(AuditEntry.Of("tried", json => json.Text("text", hostile)));
        string text = host.Entry("tried").GetProperty("text").GetString()!;
        Assert.StartsWith("""a"},{\u000a\u000d\u2028\u202e\u0000\u0060éxxx""", text, StringComparison.Ordinal);
        Assert.EndsWith($"x… ({hostile.Length:N0} characters)", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 500, 600);
        Assert.True(AuditFixture.Verify(host).IsIntact);
    }

    [Fact]
    public void What_fails_is_kept_for_later_and_beyond_that_counted()
    {
        AuditHost host = new();
        using GuestAudit audit = host.Open();
        host.Problem = "full";
        Try(audit, 1_500);
        Assert.Equal("full", audit.Problem);
        host.Problem = null;
        audit.Flush();
        Assert.Null(audit.Problem);
        Assert.Equal(1_000, host.Entries("tried").Length);
        Assert.Equal(500, host.Entry("log.resumed").GetProperty("lost").GetInt32());
        Assert.True(AuditFixture.Verify(host).IsIntact);
    }

    [Fact]
    public void While_anchors_cannot_be_written_lines_are()
    {
        List<string> lines = [];
        string? problem = null;
        int anchors = 0;
        using GuestAudit audit = GuestAudit.To(lines.Add, new AuditOptions
        {
            Time = time,
            AnchorEvery = 2,
            Anchored = _ => anchors += problem is null ? 1 : throw new IOException(problem),
        });
        problem = "full";
        Try(audit, 10);
        Assert.Equal(("full", 11, 0), (audit.Problem, lines.Count, anchors));
        problem = null;
        Try(audit, 1);
        Assert.Equal((null, 13, 2), (audit.Problem, lines.Count, anchors));
        Assert.Contains("\"event\":\"log.resumed\"", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_takes_the_lines_as_messages()
    {
        FakeLogger logger = new();
        using (GuestAudit audit = GuestAudit.ToLogger(logger, new AuditOptions { AnchorFile = folder.At("anchors") }))
        {
            Try(audit, 3);
        }

        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(logger.Collector.GetSnapshot().Select(record => record.Message + "\n")));
        Assert.All(logger.Collector.GetSnapshot(), record => Assert.Equal(LogLevel.Information, record.Level));
        AuditVerification found = AuditFixture.Verify(lines, File.ReadAllBytes(folder.At("anchors")));
        Assert.True(found.IsIntact);
        Assert.Equal(5, found.AnchoredLine);
    }

    [Fact]
    public async Task The_log_of_the_host_says_when_it_cannot_be_written_and_when_it_can_again()
    {
        AuditHost host = new();
        FakeLogCollector records = new();
        using LoggerFactory loggers = new([new FakeLoggerProvider(records)]);
        using GuestEngine engine = new(new GuestEngineOptions { Audit = host.Open(), Loggers = loggers });
        using GuestModule module = engine.LoadText(Wat.Odd);
        host.Problem = "full";
        await Assert.ThrowsAsync<GuestBusyException>(() => module.StartAsync());
        await Assert.ThrowsAsync<GuestBusyException>(() => module.StartAsync());
        host.Problem = null;
        (await module.StartAsync()).Dispose();
        Assert.Equal(
            ["The audit of guests cannot be written: full", "The audit of guests is written again."],
            records.GetSnapshot().Select(record => record.Message));
    }

    [Fact]
    public void Options_out_of_range_are_refused() => Assert.All(
        new AuditOptions[]
        {
            new() { MaxFileBytes = 100 },
            new() { MaxFileAge = TimeSpan.Zero },
            new() { FlushInterval = TimeSpan.Zero },
            new() { AnchorEvery = 0 },
            new() { AnchorInterval = TimeSpan.Zero },
            new() { FloodLimit = -1 },
            new() { FloodInterval = TimeSpan.Zero },
        },
        options => Assert.Throws<ArgumentOutOfRangeException>(() => GuestAudit.ToFile(Audit, options)));

    public void Dispose() => folder.Dispose();

    private static string Event(JsonElement entry) => entry.GetProperty("event").GetString()!;

    private static void Try(GuestAudit audit, int lines)
    {
        for (int i = 0; i < lines; i++)
        {
            audit.Write(AuditEntry.Of("tried", json => json.WriteNumber("number", i)));
        }
    }

    private static int LengthOf(byte[] file, int lines) => AuditFixture.LinesOf(file).Take(lines).Sum(line => line.Length);

    private GuestAudit Open(AuditOptions? options = null) => GuestAudit.ToFile(Audit, (options ?? new AuditOptions()) with { Time = time });

    private void Write(int lines, AuditOptions? options = null)
    {
        using GuestAudit audit = Open(options);
        Try(audit, lines);
    }

    /// <summary>Writes some lines in a process that lives for a time, and is killed: what is there then stays there.</summary>
    private AuditVerification WriteAndKill(TimeSpan life)
    {
        AuditOptions options = new()
        {
            AnchorEvery = 12,
            AnchorInterval = TimeSpan.FromMinutes(1),
            FlushInterval = TimeSpan.FromSeconds(1),
        };
        Dictionary<string, byte[]> left;
        using (GuestAudit audit = Open(options))
        {
            Try(audit, 3);
            time.Advance(life);
            left = ((string[])[Audit, Audit + ".anchors"]).ToDictionary(file => file, File.ReadAllBytes);
        }

        foreach ((string file, byte[] bytes) in left)
        {
            File.WriteAllBytes(file, bytes);
        }

        return Verified();
    }

    private string[] Files() => [.. AuditFiles.AllOf(Audit)];

    private JsonElement[] Entries() =>
        [.. Files().SelectMany(File.ReadAllLines).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    private AuditVerification Verified()
    {
        AuditVerification found = GuestAudit.Verify(Audit);
        Assert.True(found.IsIntact, found.ToString());
        return found;
    }
}
