using System.Text;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class RunTests
{
    private const string Wasi = """{ "name": "m", "grants": { "wasi": true } }""";

    [Fact]
    public void An_export_is_called_with_numbers_and_its_results_are_printed()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", """
            (module
              (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
              (func (export "long") (param i32 i64 f32 f64) (result i64) (local.get 1))
              (func (export "float") (param f32) (result f32) (local.get 0))
              (func (export "double") (param f64) (result f64) (local.get 0))
              (func (export "nothing"))
              (func (export "two") (result i32 i32) (i32.const 1) (i32.const 2)))
            """);
        Assert.Equal("-1\n", folder.Run("run", "./m.wasm", "--call", "add", "--", "4294967295", "0").Exits(0).Output);
        Assert.Equal("31\n", folder.Run("run", "./m.wasm", "--call", "add", "0x1f", "0").Exits(0).Output);
        Assert.Equal("-7\n", folder.Run("run", "./m.wasm", "-c", "long", "--", "-1", "-7", "1.5", "2.25").Exits(0).Output);
        Assert.Equal("1.5\n", folder.Run("run", "./m.wasm", "-c", "float", "1.5").Exits(0).Output);
        Assert.Equal("-0.1\n", folder.Run("run", "./m.wasm", "-c", "double", "--", "-1e-1").Exits(0).Output);
        Assert.Equal("", folder.Run("run", "./m.wasm", "-c", "nothing").Exits(0).Output);
        Assert.Equal(-0.1, folder.Run("run", "./m.wasm", "--json", "-c", "double", "--", "-0.1").Json.GetProperty("results")[0].GetDouble());
        Assert.Equal("NaN", folder.Run("run", "./m.wasm", "--json", "-c", "double", "NaN").Json.GetProperty("results")[0].GetString());
        folder.Run("run", "./m.wasm", "-c", "two").Fails(ExitCode.Usage, "exports no function 'two' that can be called", "Call one of these: add");
    }

    [Theory]
    [InlineData("--call sub 1 2", "The module exports no function 'sub' that can be called.", "Call one of these: add (i32 i32) -> i32")]
    [InlineData("--call add 1", "'add' takes 2 arguments, and got 1.", "It is add (i32 i32) -> i32.")]
    [InlineData("--call add 1 x", "'x' is no i32.", "'add' is add (i32 i32) -> i32.")]
    [InlineData("1 2", "The module is no program that takes arguments: it exports no _start.", "--call NAME")]
    public void A_call_that_cannot_be_made_is_not_made(string line, string message, string advice)
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", """
            (module (func (export "add") (param i32 i32) (result i32) unreachable) (func $start unreachable) (start $start))
            """);
        folder.Run(["run", "./m.wasm", .. line.Split(' ')]).Fails(ExitCode.Usage, message, advice);
    }

    [Fact]
    public void A_guest_that_is_no_program_says_what_it_exports()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", """(module (func (export "add") (param i32 i32) (result i32) unreachable))""");
        CliResult result = folder.Run("run", "./m.wasm").Exits(0);
        Assert.Contains("nothing was called. It exports: add (i32 i32) -> i32\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_reads_its_input_and_writes_its_output_byte_for_byte()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", Programs.Echo(0));
        folder.Write("m.ngixi.json", Wasi);
        CliSetting setting = new() { Input = "grüße\u001B[31m\n" };
        Assert.Equal("grüße\u001B[31m\n", folder.Run(setting, "run", "./m.wasm").Exits(0).Output);
        Assert.Equal("grüße\u001B[31m\n", folder.Run(setting, "run", "./m.wasm", "--json").Json.GetProperty("output").GetString());
    }

    [Fact]
    public void A_person_sees_what_a_program_writes_without_what_would_steer_the_terminal()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", Programs.Echo(0));
        folder.Write("m.ngixi.json", Wasi);
        string output = folder.Run(CliSetting.Person with { Input = "[red]a\u001B[2J\n" }, "run", "./m.wasm").Exits(0).Output;
        Assert.Contains("[red]a\\u001B[2J", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B[2J", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_code_of_a_program_is_told()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", Programs.Echo(3));
        folder.Write("m.ngixi.json", Wasi);
        folder.Run("run", "./m.wasm").Fails(ExitCode.Guest, "The program ended itself with the exit code 3.", "Its own output says why.");
        Assert.Equal(3, folder.Run("run", "./m.wasm", "--json").Exits(ExitCode.Guest).Json.GetProperty("guestExitCode").GetInt32());
    }

    [Fact]
    public void A_program_gets_the_arguments_after_its_name()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", Programs.Arguments);
        folder.Write("m.ngixi.json", """{ "name": "m", "grants": { "wasi": { "arguments": ["from", "manifest"] } } }""");
        Assert.Equal("m\0-x\0${HOME}\0", folder.Run("run", "./m.wasm", "--", "-x", "${HOME}").Exits(0).Output);
        Assert.Equal("from\0manifest\0", folder.Run("run", "./m.wasm").Exits(0).Output);
    }

    [Fact]
    public void Logs_limits_and_calls_go_to_the_standard_error()
    {
        using CliFolder folder = Guests.Invoice();
        CliResult result = folder.Run("run", "./invoice.wasm", "--call", "share", "3").Exits(0);
        Assert.Equal("33\n", result.Output);
        Assert.Contains("info  guest sharing among 3\n", result.Error, StringComparison.Ordinal);
        Assert.Matches(@"memory +64 KiB +64 MiB +100%\n", result.Error);
        Assert.Matches(@"hostCalls +1 +100,000 +100%\n", result.Error);
        Assert.Contains("1  env.console.log\n", result.Error, StringComparison.Ordinal);
        Assert.Equal("info  guest sharing among 3\n", folder.Run("run", "./invoice.wasm", "-q", "--call", "share", "3").Error);
    }

    [Fact]
    public void Programs_get_usage_limits_and_calls()
    {
        using CliFolder folder = Guests.Invoice();
        CliResult result = folder.Run("run", "./invoice.wasm", "--json", "--call", "share", "3").Exits(0);
        Assert.Equal(1, result.Json.GetProperty("calls").GetProperty("env.console.log").GetInt32());
        Assert.Contains(result.Json.GetProperty("limits").EnumerateArray(), limit =>
            limit.GetProperty("name").GetString() == "memory" && limit.GetProperty("of").GetInt64() == 64 * 1024 * 1024);
    }

    [Fact]
    public void A_trap_tells_the_file_and_the_line_of_the_guest()
    {
        using CliFolder folder = Guests.Invoice();
        folder.Run("run", "./invoice.wasm", "--call", "share", "0").Fails(
            ExitCode.Guest,
            """
            error: A guest of the module 'invoice' trapped: integer divide by zero.
               at assembly/invoice/Invoice#shareOf in assembly/invoice.ts:5:12
               at assembly/invoice/share in assembly/invoice.ts:11:10

            """,
            "The first line of the stack is where it happened.");
    }

    [Fact]
    public void A_trap_without_a_source_map_says_how_to_have_one()
    {
        using CliFolder folder = Guests.Invoice();
        File.Delete(folder.At("invoice.wasm.map"));
        folder.Run("run", "./invoice.wasm", "--call", "share", "0")
            .Fails(ExitCode.Guest, "integer divide by zero", "asc --sourceMap");
    }

    [Fact]
    public void What_a_manifest_does_not_grant_does_not_run()
    {
        using CliFolder folder = Guests.Invoice(grants: "");
        folder.Run("run", "./invoice.wasm", "--call", "share", "1").Fails(
            ExitCode.Denied,
            "It imports `env.console.log` of log, which the manifest does not grant. "
                + "To allow it, add to the manifest's grants: \"log\": true",
            "Add what is named to invoice.ngixi.json");
        File.Delete(folder.At("invoice.ngixi.json"));
        folder.Run("run", "./invoice.wasm", "--call", "share", "1").Fails(ExitCode.Denied, "was refused", "ngixi run … --learn");
    }

    [Fact]
    public void A_deadline_and_a_limit_exit_with_4()
    {
        using CliFolder folder = Guests.Invoice(limits: "\"deadline\": \"50 ms\"");
        folder.Run("run", "./invoice.wasm", "--call", "work")
            .Fails(ExitCode.Limit, "was ended at its deadline of 50 ms", "deadline of a call");
        using CliFolder limited = Guests.Invoice(limits: "\"fuel\": 1000");
        limited.Run("run", "./invoice.wasm", "--call", "work")
            .Fails(ExitCode.Limit, "reached its limit 'fuel'", "\"limits\": { \"fuel\": … }");
    }

    [Fact]
    public async Task Cancelled_it_ends_the_guest_and_exits_with_130()
    {
        using CliFolder folder = Guests.Invoice(limits: "\"deadline\": \"1 h\"");
        using CancellationTokenSource source = new();
        Task<CliResult> run = folder.RunAsync(new CliSetting(), source.Token, "run", "./invoice.wasm", "--call", "work");
        await source.CancelAsync();
        Assert.EndsWith("error: It was ended by Ctrl+C.\n", (await run).Exits(ExitCode.Cancelled).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Learning_writes_the_narrowest_manifest_and_replaces_none()
    {
        using CliFolder folder = Guests.Invoice(grants: "");
        CliResult learned = folder.Run("run", "./invoice.wasm", "--learn", "./learned.json", "--call", "share", "3").Exits(0);
        Assert.Equal("wrote learned.json: read it before you use it\n", learned.Error);
        folder.Run("run", "./invoice.wasm", "--manifest", "./learned.json", "--call", "share", "3").Exits(0).Says("33\n");
        folder.Run("run", "./invoice.wasm", "--learn", "./learned.json", "--call", "share", "3")
            .Fails(ExitCode.Usage, "'learned.json' is there, and it is not replaced.", "Name another file");
    }

    [Fact]
    public void A_profile_is_written()
    {
        using CliFolder folder = Guests.Invoice(limits: "\"deadline\": \"200 ms\"");
        folder.Run("run", "./invoice.wasm", "--profile", "./profile.json", "--call", "work").Exits(ExitCode.Limit);
        Assert.Contains("\"threads\"", File.ReadAllText(folder.At("profile.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_kept_in_a_file_for_several_runs()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", "(module (func (export \"run\")))");
        folder.Write("m.ngixi.json", """{ "name": "m", "grants": { "keyValue": { "store": "shop", "mustSurviveExit": true } } }""");
        folder.Run("run", "./m.wasm", "--call", "run").Fails(ExitCode.Usage, "m.ngixi.json(1,", "Mend what is named");
        folder.Run("run", "./m.wasm", "--call", "run", "--keys", "./keys.db").Exits(0);
        Assert.True(File.Exists(folder.At("keys.db")));
        folder.Write("other.db", "this is no database, and it has some bytes");
        folder.Run("run", "./m.wasm", "--call", "run", "--keys", "./other.db").Fails(ExitCode.Usage, "other.db", "Name another file");
    }

    [Fact]
    public void Events_of_a_topic_come_from_the_lines_of_a_file()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", "(module (func (export \"run\")))");
        folder.Write("m.ngixi.json", """{ "name": "m", "grants": { "events": { "subscribe": ["orders"] } } }""");
        folder.Write("orders.jsonl", "{}\n\n{}\n");
        folder.Run("run", "./m.wasm", "--call", "run", "--publish", $"orders={folder.At("orders.jsonl")}").Exits(0);
        folder.Run("run", "./m.wasm", "--call", "run", "--publish", "other=x")
            .Fails(ExitCode.Usage, "The manifest grants no events of the topic 'other'.", "\"subscribe\": [\"other\"]");
    }

    [Fact]
    public void A_terminal_has_counts_that_live_and_vanish()
    {
        FakeTimeProvider time = new();
        using StringWriter error = new();
        using Output.Terminal terminal = new(TextWriter.Null, Stream.Null, error) { IsErrorTerminal = true, Width = 20, Time = time };
        using (Output.LiveLine live = new(terminal, isWanted: true, () => "0123456789\u001B0123456789"))
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            live.Above(() => error.Write("above\n"));
        }

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("\r\u001B[K0123456789\\u001B012\r\u001B[Kabove\n", error.ToString());
    }
}
