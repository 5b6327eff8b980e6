using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>Programs in C as users compile them, with wasi-libc and nothing of this library.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<DirectoryFileSystem> directories = [];

    public ProgramTests() => Directory.CreateDirectory(folder.At("mounted"));

    public void Dispose()
    {
        directories.ForEach(directory => directory.Dispose());
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("fopen-with-access", "lseek")]
    public void A_program_does_with_files_what_a_libc_offers(bool isInMemory)
    {
        (int code, string output) = Tool.Run(With(Files(isInMemory), isWritable: true), "tour", "/data");
        Assert.Equal(
            """
            read back WORLD
            cut to 5
            made/b.txt 5
            made/deep/
            made/deep/second 5
            made/link -> a.txt
            hello
            made/link: No such file or directory
            """,
            output,
            ignoreLineEndingDifferences: true);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_program_writes_the_host_reads_and_the_other_way_round(bool isInMemory)
    {
        IGuestFileSystem files = Files(isInMemory);
        Assert.Equal(0, Tool.Run(With(files, isWritable: true), "write", "/data/ä.txt", "grüße\n").Code);
        Assert.Equal(
            "grüße\n",
            files is MemoryFileSystem memory
                ? Encoding.UTF8.GetString(memory.ReadFile("ä.txt"))
                : File.ReadAllText(folder.At("mounted/ä.txt")));
        Assert.Equal((0, "grüße"), Tool.Run(With(files), "cat", "/data/ä.txt"));
        Assert.Equal((0, "/data/ä.txt 8"), Tool.Run(With(files), "walk", "/data"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [AsInSuite("isatty", "stat-dev-ino", "fdopendir-with-access")]
    public void A_program_knows_files_by_their_numbers_and_none_as_a_terminal(bool isInMemory)
    {
        IGuestFileSystem files = Files(isInMemory);
        foreach (string name in new[] { "one", "two" })
        {
            Assert.Equal(0, Tool.Run(With(files, isWritable: true), "write", $"/data/{name}", "").Code);
        }

        Assert.Equal((0, "terminals: 1 2"), Tool.Run(With(files, isWritable: true), "numbers", "/data"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_program_changes_what_an_overlay_has_and_not_what_is_below(bool isInMemory)
    {
        MemoryFileSystem below = new();
        below.WriteFile("d/file", "below"u8);
        OverlayFileSystem files = new(below, Files(isInMemory));
        Assert.Equal((0, "below"), Tool.Run(With(files), "cat", "/data/d/file"));
        Assert.Equal(0, Tool.Run(With(files, isWritable: true), "write", "/data/d/file", "changed\n").Code);
        Assert.Equal((0, "changed"), Tool.Run(With(files), "cat", "/data/d/file"));
        Assert.Equal(0, Tool.Run(With(files, isWritable: true), "tour", "/data").Code);
        Assert.Equal("below"u8.ToArray(), below.ReadFile("d/file"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_program_learns_from_its_libc_that_it_may_not_write(bool isInMemory)
    {
        IGuestFileSystem files = Files(isInMemory);
        Assert.Equal((1, "/data/a.txt: Read-only file system"), Tool.Run(With(files), "write", "/data/a.txt", "x"));
        Assert.Equal((1, "mkdir: Read-only file system"), Tool.Run(With(files), "tour", "/data"));
        Assert.Equal((0, ""), Tool.Run(With(files), "walk", "/data"));
    }

    [Fact]
    [AsInSuite("fopen-with-no-access")]
    public void A_program_has_the_files_of_its_mounts_and_no_others()
    {
        MemoryFileSystem one = new();
        one.WriteFile("a", "one\n"u8);
        MemoryFileSystem two = new();
        two.WriteFile("a", "two\n"u8);
        WasiGrant grant = new()
        {
            Files = new GuestFiles(new FileGrant { Mounts = [new FileMount("/one", one), new FileMount("/one/two", two)] }),
        };
        Assert.Equal((0, "one"), Tool.Run(grant, "cat", "/one/a"));
        Assert.Equal((0, "two"), Tool.Run(grant, "cat", "/one/two/a"));
        Assert.Equal((1, "/one/../../etc/passwd: Capabilities insufficient"), Tool.Run(grant, "cat", "/one/../../etc/passwd"));

        // Which error it is for a path in no mount, is a matter of the libc.
        Assert.Equal(1, Tool.Run(grant, "cat", "/etc/passwd").Code);
        Assert.Equal(1, Tool.Run(new WasiGrant(), "cat", "/one/a").Code);
    }

    [Fact]
    public void A_program_that_opens_without_end_is_told_that_it_has_enough()
    {
        MemoryFileSystem files = new();
        files.WriteFile("a", []);
        Assert.Equal((0, "64 open, then: No file descriptors available"), Tool.Run(With(files), "open-many", "/data/a"));
    }

    [Fact]
    [AsInSuite("args_get-multiple-arguments", "args_sizes_get-multiple-arguments", "environ_get-multiple-variables")]
    [AsInSuite("environ_sizes_get-multiple-variables")]
    public void Arguments_and_environment_are_those_of_the_grant_alone()
    {
        Dictionary<string, string> environment = new() { ["LANG"] = "C", ["EMPTY"] = "", ["EQUAL"] = "a=b" };
        (int code, string output) = Tool.Run(new WasiGrant { Environment = environment }, "args", "with space", "", "ä");
        Assert.Equal(0, code);
        Assert.Equal("0: tool\n1: args\n2: with space\n3: \n4: ä\nLANG=C\nEMPTY=\nEQUAL=a=b", output);
        Assert.Equal("0: tool\n1: args", Tool.Run(new WasiGrant(), "args").Output);
    }

    [Fact]
    [AsInSuite("args_sizes_get-no-arguments", "environ_sizes_get-no-variables")]
    public void No_arguments_and_no_variables_need_no_room()
    {
        using RawWasi wasi = new();
        foreach (string of in new[] { "args", "environ" })
        {
            wasi.Guest.Bytes(RawWasi.Result, 8).Fill(0xFF);
            Assert.Equal(WasiError.Success, wasi.Call($"{of}_sizes_get", RawWasi.Result, RawWasi.Result + 4));
            Assert.Equal(0, wasi.Int64(RawWasi.Result));
            Assert.Equal(WasiError.Success, wasi.Call($"{of}_get", RawWasi.Result, RawWasi.Result + 8));
            Assert.Equal(0, wasi.Int64(RawWasi.Result));
        }
    }

    [Fact]
    public void Arguments_and_variables_that_no_program_could_have_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new WasiGrant { Arguments = ["a\0b"] });
        Assert.Throws<ArgumentException>(() => new WasiGrant { Environment = new Dictionary<string, string> { ["a=b"] = "" } });
        Assert.Throws<ArgumentException>(() => new WasiGrant { Environment = new Dictionary<string, string> { [""] = "" } });
        Assert.Throws<ArgumentException>(() => new WasiGrant { Environment = new Dictionary<string, string> { ["a"] = "\0" } });
    }

    [Fact]
    public void Input_is_read_to_its_end_and_the_last_line_comes_without_one()
    {
        List<string> errors = [];
        string longer = $"longer than the program reads at a time: {new string('ö', 100)}";
        byte[] input = Encoding.UTF8.GetBytes($"first\n{longer}\nlast");
        WasiGrant grant = new() { Input = input, Error = WasiOutput.ToLines(errors.Add) };
        Assert.Equal((0, Encoding.UTF8.GetString(input)), Tool.Run(grant, "echo"));
        Assert.Equal(["no end of line"], errors);
    }

    [Fact]
    public void Output_goes_to_the_log_by_line_with_a_level_and_a_target()
    {
        FakeLogCollector logs = new();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(new FakeLoggerProvider(logs)));
        GuestLog log = new(loggers, "tool");
        WasiGrant grant = new()
        {
            Input = "one\ntwo\n"u8.ToArray(),
            Output = WasiOutput.ToLog(log),
            Error = WasiOutput.ToLog(log, LogLevel.Error, "stderr"),
        };
        Assert.Equal(0, Tool.Run(grant, "echo").Code);
        Assert.Equal(
            [(LogLevel.Information, "one"), (LogLevel.Information, "two"), (LogLevel.Error, "no end of line")],
            logs.GetSnapshot().Select(record => (record.Level, record.Message)));
    }

    [Fact]
    public void Output_goes_to_a_stream_as_it_is()
    {
        using MemoryStream stream = new();
        Tool.Run(new WasiGrant { Input = "a\r\n\nb"u8.ToArray(), Output = WasiOutput.ToStream(stream) }, "echo");
        Assert.Equal("a\r\n\nb"u8.ToArray(), stream.ToArray());
    }

    [Fact]
    public void Output_has_a_limit()
    {
        WasiGrant grant = new() { MaxOutputBytes = 10 };
        using MemoryStream stream = new();
        Tool.Run(grant with { Output = WasiOutput.ToStream(stream), Input = "xxxxxx\nxxxxxx\n"u8.ToArray() }, "echo");
        Assert.Equal("xxxxxx\nxxx"u8.ToArray(), stream.ToArray());
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3", 3)]
    [InlineData("255", 255)]
    [AsInSuite("proc_exit-failure", "proc_exit-success")]
    public void A_program_ends_with_its_exit_code(string argument, int code) =>
        Assert.Equal(code, Tool.Run(new WasiGrant(), "exit", argument).Code);

    [Fact]
    public void A_program_that_aborts_is_a_trap() =>
        Assert.Equal(TrapCode.Unreachable, Assert.Throws<TrapException>(() => Tool.Run(new WasiGrant(), "abort")).Type);

    [Fact]
    public void A_program_has_the_time_of_the_grant()
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        Assert.Equal((0, "1700000000"), Tool.Run(new WasiGrant { Clock = new ClockGrant { Time = time } }, "time"));
    }

    [Fact]
    public async Task A_program_sleeps_on_the_clock_of_the_grant()
    {
        FakeTimeProvider time = new();
        Task<(int Code, string Output)> run = Task.Run(
            () => Tool.Run(new WasiGrant { Clock = new ClockGrant { Time = time } }, "sleep", "1000000"));
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(100_000));
            await Task.Yield();
        }

        Assert.Equal((0, "awake"), await run);
    }

    [Fact]
    public void A_program_that_sleeps_ends_with_the_deadline_of_the_call()
    {
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(
            () => Tool.Run(new WasiGrant(), TimeSpan.FromMilliseconds(50), "sleep", "3600"));
        WasmImportException import = Assert.IsType<WasmImportException>(exception.InnerException);
        Assert.Equal("wasi_snapshot_preview1.poll_oneoff", import.Import);
        Assert.IsType<OperationCanceledException>(import.InnerException, exactMatch: false);
    }

    private static WasiGrant With(IGuestFileSystem files, bool isWritable = false) =>
        new() { Files = new GuestFiles(new FileGrant { Mounts = [new FileMount("/data", files, isWritable)] }) };

    private IGuestFileSystem Files(bool isInMemory)
    {
        if (isInMemory)
        {
            return new MemoryFileSystem();
        }

        DirectoryFileSystem directory = new(folder.At("mounted"));
        directories.Add(directory);
        return directory;
    }
}
