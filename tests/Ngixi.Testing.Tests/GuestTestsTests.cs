using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Testing.Tests;

/// <summary>Tests of guests in WebAssembly text: what a test is, what ends one, what each has of its own.</summary>
public sealed class GuestTestsTests
{
    private const string Varied = """
        (module
          (import "env" "kv_get" (func $get (param i32 i32 i32) (result i32)))
          (import "mail" "send" (func $send (param i32 i64) (result f64)))
          (memory (export "memory") 1)
          (global $count (mut i32) (i32.const 0))
          (func $once (global.set $count (i32.add (global.get $count) (i32.const 1)))
            (if (i32.ne (global.get $count) (i32.const 1)) (then unreachable)))
          (func (export "test_first") (call $once))
          (func (export "test_second") (call $once))
          (func $deep unreachable)
          (func $test_traps (export "test_traps") (call $deep))
          (func (export "test_divides") (drop (i32.div_u (i32.const 1) (i32.const 0))))
          (func (export "test_mails") (drop (call $send (i32.const 1) (i64.const 2))))
          (func (export "test_reads") (drop (call $get (i32.const 0) (i32.const 0) (i32.const 0))))
          (func (export "test_takes") (param i32))
          (func (export "test_gives") (result i32) (i32.const 1))
          (global (export "test_global") i32 (i32.const 1))
          (func (export "helper") unreachable))
        """;

    private const string Endless = """
        (module
          (import "clock" "late" (func $late))
          (func (export "test_spins") (call $late) (loop br 0))
          (func (export "test_ends")))
        """;

    [Fact]
    public async Task Each_export_of_a_function_that_begins_with_test_is_a_test_in_a_fresh_instance()
    {
        GuestTestRun run = await RunAsync(Varied);
        Assert.Equal(
            [
                "test_first", "test_second", "test_traps", "test_divides", "test_mails", "test_reads", "test_takes", "test_gives",
            ],
            run.Results.Select(result => result.Name));
        Assert.Equal(["test_first", "test_second"], run.Results.Where(result => result.Passed).Select(result => result.Name));
        Assert.False(run.Passed);
        Assert.Equal("guest", run.Module);
    }

    [Theory]
    [InlineData("test_traps", "It trapped: wasm `unreachable` instruction executed.")]
    [InlineData("test_divides", "It trapped: integer divide by zero.")]
    [InlineData(
        "test_mails",
        "It called `mail.send` (i32 i64) -> f64, which nothing answers. "
            + "Define a fake of it (GuestTestOptions.Fakes), or an answer (GuestTestOptions.Answers, ngixi test --fakes).")]
    [InlineData(
        "test_reads",
        "It called `env.kv_get` (i32 i32 i32) -> i32, which nothing answers. Add to the manifest's grants: \"keyValue\": true. "
            + "Or define a fake of it (GuestTestOptions.Fakes), or an answer (GuestTestOptions.Answers, ngixi test --fakes).")]
    [InlineData(
        "test_takes", "It did not run: it is a function of the type (i32), and a test has no parameters and returns nothing.")]
    [InlineData(
        "test_gives", "It did not run: it is a function of the type () -> i32, and a test has no parameters and returns nothing.")]
    public async Task A_test_that_fails_says_why(string test, string failure)
    {
        GuestTestRun run = await RunAsync(Varied);
        GuestTestResult result = run.Results.Single(result => result.Name == test);
        Assert.Equal(failure, result.Failure);
    }

    [Fact]
    public async Task The_page_has_what_is_said_of_an_import_that_nothing_answers()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "guide/testing.md"));
        using StringWriter text = new();
        (await RunAsync(Varied, new GuestTestOptions { Filter = "test_mails" })).WriteText(text);
        string[] printed = CodeRegions.BlocksOf(page, "text").Last().ReplaceLineEndings("\n").Split('\n')[..^1];
        string[] told = text.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(printed.Select(Untimed), told.Take(printed.Length).Select(Untimed));

        static string Untimed(string line) => Regex.Replace(line, @" \([\d,]+ ms\)$", "");
    }

    [Fact]
    public async Task A_trap_has_the_frames_of_the_guest()
    {
        GuestTestRun run = await RunAsync(Varied, new GuestTestOptions { Filter = "test_traps" });
        GuestTestResult result = Assert.Single(run.Results);
        Assert.Equal(["deep", "test_traps"], result.Frames.Select(frame => frame.Function));
        Assert.Null(result.Place);
        GuestTestException exception = Assert.Throws<GuestTestException>(result.ThrowIfFailed);
        Assert.StartsWith("test_traps of the module guest failed.\nIt trapped: ", exception.Message, StringComparison.Ordinal);
        Assert.IsType<GuestTrapException>(exception.InnerException);
        Assert.IsType<GuestTestException>(Assert.Single(Assert.Throws<AggregateException>(run.ThrowIfFailed).InnerExceptions));
    }

    [Theory]
    [InlineData("first", "test_first")]
    [InlineData("test_?i*", "test_first test_divides test_gives")]
    [InlineData("*s", "test_traps test_divides test_mails test_reads test_takes test_gives")]
    [InlineData("TEST", "")]
    public async Task A_filter_is_a_part_of_names_or_a_pattern(string filter, string tests)
    {
        GuestTestRun run = await RunAsync(Varied, new GuestTestOptions { Filter = filter });
        Assert.Equal(tests, string.Join(' ', run.Results.Select(result => result.Name)));
    }

    [Fact]
    public async Task A_test_that_does_not_end_fails_at_its_deadline_and_the_others_run()
    {
        FakeTimeProvider time = new();
        GuestTestOptions options = new()
        {
            Deadline = TimeSpan.FromMinutes(1),
            Engine = () => new GuestEngineOptions { Time = time },
            Fakes = linker => linker.DefineFunction("clock", "late", () => time.Advance(TimeSpan.FromMinutes(2))),
        };
        GuestTestRun run = await RunAsync(Endless, options);
        Assert.Equal([false, true], run.Results.Select(result => result.Passed));
        Assert.IsType<GuestDeadlineException>(run.Results[0].Exception);
        Assert.Contains("deadline of 60,000 ms, in the guest", run.Results[0].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_run_at_the_same_time_where_the_host_wants_it_and_their_results_are_in_order()
    {
        GuestTestRun one = await RunAsync(Varied);
        GuestTestRun several = await RunAsync(Varied, new GuestTestOptions { MaxParallel = 4 });
        Assert.Equal(
            one.Results.Select(result => (result.Name, result.Failure)), several.Results.Select(result => (result.Name, result.Failure)));
    }

    [Fact]
    public async Task A_fake_answers_an_import_in_place_of_what_the_manifest_grants()
    {
        const string Guest = """
            (module
              (import "env" "random_u64" (func $random (result i64)))
              (func (export "test_random") (if (i64.ne (call $random) (i64.const 7)) (then unreachable))))
            """;
        GuestTestOptions options = new()
        {
            Manifest = new GuestManifest { Name = "dice", Sha256 = new string('0', 64), Imports = [] },
            Fakes = linker => linker.DefineFunction("env", "random_u64", () => 7L),
        };
        GuestTestRun run = await RunAsync(Guest, options);
        Assert.True(run.Passed, run.ToString());
        Assert.Equal("dice", run.Module);
    }

    [Fact]
    public async Task What_is_no_module_is_refused()
    {
        GuestRefusedException refused = await Assert.ThrowsAsync<GuestRefusedException>(
            () => GuestTests.RunModuleAsync(new byte[] { 1, 2, 3 }));
        Assert.Contains("It is no valid module", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_has_rows_for_the_theory_of_a_host()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("my guest.wasm");
        await File.WriteAllBytesAsync(path, Module.ConvertText(Endless));
        Assert.Equal(["test_spins", "test_ends"], GuestTests.NamesOf(path));
        GuestTestResult result = await GuestTests.RunOneAsync(path, "test_ends");
        result.ThrowIfFailed();
        Assert.Equal("my_guest", result.Module);
        await Assert.ThrowsAsync<ArgumentException>(() => GuestTests.RunOneAsync(path, "test_other"));
    }

    private static Task<GuestTestRun> RunAsync(string text, GuestTestOptions? options = null) =>
        GuestTests.RunModuleAsync(Module.ConvertText(text), options);
}
